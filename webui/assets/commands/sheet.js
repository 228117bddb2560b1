import { say } from "../language/words.js";
import { fetchDocument } from "../server/http.js";

/** Lays the page of shortcuts over whatever is open. */
export async function openSheet() {
  const keys = (await fetchDocument("/shortcuts")).getElementById("shortcuts");
  if (!keys) {
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "finder finder--keys";
  dialog.setAttribute("aria-label", say("Shortcuts"));
  dialog.dataset.controller = "keys";
  // It scrolls by keys.
  dialog.tabIndex = 0;
  dialog.append(keys);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
