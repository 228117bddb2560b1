import { post } from "../server/http.js";

/** Keeps how the window is arranged, in the notebook: `sidebar`, `side`, `width`, `open_folder`, `closed_folder`, `open_part`, `closed_part`, `source`. */
export function keepLayout(changes) {
  // If it can't be kept, this window has it all the same, and the next change tries again.
  post("/layout", changes).catch(() => {});
}
