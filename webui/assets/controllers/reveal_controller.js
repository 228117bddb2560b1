import { Controller } from "@hotwired/stimulus";

/** Shows the letters of a password while the person wants to see them. */
export default class extends Controller {
  static targets = ["input", "button"];

  connect() {
    this.buttonTarget.hidden = false;
  }

  toggle() {
    const isShown = this.inputTarget.type === "password";
    this.inputTarget.type = isShown ? "text" : "password";
    this.buttonTarget.setAttribute("aria-pressed", isShown);
    this.buttonTarget.firstChild.textContent = isShown ? "Hide" : "Show";
    this.inputTarget.focus();
  }
}
