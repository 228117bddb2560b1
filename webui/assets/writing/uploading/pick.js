import { bring } from "./arrivals.js";

/** Asks the person for files and brings them into the page. */
export function pickFiles(view) {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.hidden = true;
  input.addEventListener("change", () => {
    bring(view, [...input.files]);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  // Some web views forget a field that is not on the page.
  document.body.append(input);
  input.click();
  return true;
}
