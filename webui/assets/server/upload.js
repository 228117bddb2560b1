import { formToken } from "./http.js";

const TRIES = 3;
const PAUSE = 400;

/** Sends a file in parts and answers its id. `tell` hears how much has come, from 0 to 1. */
export async function upload(url, file, { signal, tell }) {
  const begun = await send(`${url}?${new URLSearchParams({ name: file.name, size: file.size })}`, {
    method: "POST",
    signal,
  });
  let received = 0;
  try {
    while (received < file.size) {
      tell(received / file.size);
      const part = file.slice(received, received + begun.part);
      ({ received } = await sendPart(`${begun.upload}?offset=${received}`, part, signal));
    }
    tell(1);
  } catch (error) {
    // What came is of no use; when this fails too, the notebook sweeps it after a day.
    send(begun.upload, { method: "DELETE" }).catch(() => {});
    throw error;
  }
  return begun.id;
}

async function sendPart(url, part, signal) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(url, { method: "PUT", body: part, signal });
    } catch (error) {
      // Only a line that broke is tried again; an answer is an answer.
      if (!(error instanceof TypeError) || signal.aborted || tries === TRIES) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE * tries));
    }
  }
}

async function send(url, options) {
  const response = await fetch(url, {
    ...options,
    headers: { Accept: "application/json", "X-CSRF-Token": formToken() },
  });
  const answer = response.status === 204 ? {} : await response.json();
  if (!response.ok) {
    throw new Error(answer.error);
  }
  return answer;
}
