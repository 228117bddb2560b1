import { Controller } from "@hotwired/stimulus";
import { say } from "../language/words.js";

/** Shows the letters of a password while the person wants to see them. */
export default class extends Controller {
  static targets = ["input", "button", "word"];

  connect() {
    this.buttonTarget.hidden = false;
  }

  toggle() {
    const isShown = this.inputTarget.type === "password";
    this.inputTarget.type = isShown ? "text" : "password";
    this.buttonTarget.setAttribute("aria-pressed", isShown);
    this.wordTarget.textContent = isShown ? say("Hide") : say("Show");
    this.inputTarget.focus();
  }
}
