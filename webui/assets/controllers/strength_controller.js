import { Controller } from "@hotwired/stimulus";
import { post } from "../server/http.js";

const PAUSE = 150;

/** Says how hard a new password is to guess, while it is typed. */
export default class extends Controller {
  static targets = ["password", "answer", "meter", "words"];
  #timer = 0;

  /** Whoever types quickly has begun before the scripts are there. */
  connect() {
    this.#ask();
  }

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
    // Only advice: without an answer the server still looks at the password when it is sent.
    const answer = await post("/welcome/strength", { password, name }).catch(() => null);
    if (answer && password === this.passwordTarget.value) {
      this.meterTarget.value = answer.enough ? Math.max(answer.score, 0.5) : 0.2;
      this.wordsTarget.textContent = answer.words;
    }
  }
}
