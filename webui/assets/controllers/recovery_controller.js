import { Controller } from "@hotwired/stimulus";
import { copyText } from "../dialogs/clipboard.js";
import { say } from "../language/words.js";

/** The recovery code is shown, kept, and then asked back. */
export default class extends Controller {
  static targets = ["code", "groups", "copy", "said", "ask"];
  static values = { asking: Boolean };

  connect() {
    this.#turn(this.askingValue);
  }

  async copy() {
    const letters = [...this.groupsTarget.querySelectorAll(".code__letters")].map(
      (group) => group.textContent,
    );
    const isCopied = await copyText(letters.join("-"));
    this.copyTarget.lastElementChild.textContent = isCopied ? say("Copied") : say("Copy code");
    this.saidTarget.textContent = isCopied
      ? say("The code is on the clipboard.")
      : say("The code could not be copied. Write it down.");
  }

  print() {
    window.print();
  }

  ask() {
    this.#turn(true);
    this.askTarget.querySelector("[name=group]").focus();
  }

  show() {
    this.#turn(false);
  }

  #turn(isAsking) {
    this.codeTarget.hidden = isAsking;
    this.askTarget.hidden = !isAsking;
  }
}
