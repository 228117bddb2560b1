import { post, Refused } from "../server/http.js";
import { savers } from "./savers.js";

const LOGIN = "/login";

/**
 * Hands in every text that could not be saved, sealed for the next sign-in. Answers "saved" when there was none, "kept" when
 * all lie on the disk, and else "unsaved": the program holds them for as long as it runs.
 */
export async function draftAll() {
  const unsaved = [...savers()].filter((saver) => saver.unsaved);
  const answers = await Promise.all(unsaved.map(draft));
  if (answers.length === 0) {
    return "saved";
  }
  return answers.every((answer) => answer?.kept === "on disk") ? "kept" : "unsaved";
}

async function draft(saver) {
  const fields = saver.draft();
  try {
    return await post("/drafts", fields);
  } catch (error) {
    return error instanceof Refused ? sendFromOutside(fields) : null;
  }
}

/** The notebook was locked meanwhile, and the form token of the sign-in is worth nothing. */
async function sendFromOutside(fields) {
  try {
    const login = await (await fetch(LOGIN, { headers: { Accept: "text/html" } })).text();
    const page = new DOMParser().parseFromString(login, "text/html");
    const token = page.querySelector('meta[name="csrf-token"]').content;
    return await post("/drafts", fields, { token });
  } catch {
    return null;
  }
}
