import { Controller } from "@hotwired/stimulus";
import { say } from "../language/words.js";

/** After wrong tries there is a wait; it is counted down, and the button works again when it is over. */
export default class extends Controller {
  static targets = ["button", "words"];
  static values = { seconds: Number };
  #timer = 0;

  connect() {
    if (this.secondsValue > 0) {
      this.buttonTarget.disabled = true;
      this.#timer = setInterval(() => this.#count(), 1000);
    }
  }

  disconnect() {
    clearInterval(this.#timer);
  }

  #count() {
    this.secondsValue -= 1;
    if (this.secondsValue <= 0) {
      clearInterval(this.#timer);
      this.buttonTarget.disabled = false;
      this.wordsTarget.textContent = "";
    } else {
      this.wordsTarget.textContent = say("Wait {seconds} s, then try again.", {
        seconds: this.secondsValue,
      });
    }
  }
}
