import { Controller } from "@hotwired/stimulus";
import { copyText } from "../dialogs/clipboard.js";
import { say } from "../language/words.js";

/** Copies a text that stands on the page, and says so on the button. */
export default class extends Controller {
  static targets = ["text", "label"];

  async copy() {
    this.labelTarget.textContent = (await copyText(this.textTarget.textContent))
      ? say("Copied")
      : say("Select the text and copy it");
  }
}
