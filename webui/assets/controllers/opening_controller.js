import { Controller } from "@hotwired/stimulus";
import { fetchJson } from "../server/http.js";

const FIRST = 1000;
const PAUSE = 500;

/** Opening takes long after an update, as a backup is made first: who waits reads how far it is. */
export default class extends Controller {
  static targets = ["words"];
  #timer = 0;

  watch({ defaultPrevented }) {
    if (!defaultPrevented) {
      this.#timer = setTimeout(() => this.#look(), FIRST);
    }
  }

  disconnect() {
    clearTimeout(this.#timer);
  }

  async #look() {
    try {
      const { words } = await fetchJson("/work/opening");
      this.wordsTarget.textContent = words;
    } catch {
      // What is waited for is the answer to the form; this is only told beside it.
    }
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }
}
