import { Controller } from "@hotwired/stimulus";
import { post } from "../server/http.js";

const PAUSE = 150;

/** Says how hard a new password is to guess, while it is typed. */
export default class extends Controller {
  static targets = ["password", "answer", "meter", "words"];
  #timer = 0;

  ask() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  disconnect() {
    clearTimeout(this.#timer);
  }

  async #ask() {
    const password = this.passwordTarget.value;
    this.answerTarget.hidden = password === "";
    if (password === "") {
      return;
    }
    const name = this.element.closest("form").elements.name?.value ?? "";
    const { score, words, enough } = await post("/welcome/strength", { password, name });
    if (password === this.passwordTarget.value) {
      this.meterTarget.value = enough ? Math.max(score, 0.5) : 0.2;
      this.wordsTarget.textContent = words;
    }
  }
}
