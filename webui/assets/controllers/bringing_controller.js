import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";

/** Files come into the notebook without a page: chosen by a button, or dropped on the list of all files. */
export default class extends Controller {
  static targets = ["field", "rows"];

  pick() {
    this.fieldTarget.click();
  }

  over(event) {
    if (event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
    }
  }

  drop(event) {
    if (event.dataTransfer.files.length > 0) {
      event.preventDefault();
      this.#bring(event.dataTransfer.files);
    }
  }

  take() {
    this.#bring(this.fieldTarget.files);
  }

  /** The list is asked for again once everything that was chosen is there. */
  async #bring(chosen) {
    const files = [...chosen];
    this.fieldTarget.value = "";
    const { bringInto } = await import("../writing/uploading/alone.js");
    await bringInto(this.rowsTarget, files);
    if (this.element.isConnected && this.rowsTarget.childElementCount === 0) {
      visit(location.href, { action: "replace" });
    }
  }
}
