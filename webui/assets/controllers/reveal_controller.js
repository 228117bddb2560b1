import { Controller } from "@hotwired/stimulus";
import { say } from "../language/words.js";

/** Shows the letters of a password, and of its repetition, while the person wants to see them. */
export default class extends Controller {
  static targets = ["input", "button", "word"];

  connect() {
    this.buttonTarget.hidden = false;
  }

  toggle() {
    const isShown = this.inputTarget.type === "password";
    for (const input of this.inputTargets) {
      input.type = isShown ? "text" : "password";
    }
    this.buttonTarget.setAttribute("aria-pressed", isShown);
    this.wordTarget.textContent = isShown ? say("Hide") : say("Show");
    this.inputTargets.at(-1).focus();
  }
}
