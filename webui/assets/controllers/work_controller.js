import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { fetchPage } from "../server/http.js";

const PAUSE = 400;

/** Long work: how far it is, and its result as soon as it is there. */
export default class extends Controller {
  static targets = ["bar", "words", "left"];
  static values = { url: String };
  #timer = 0;

  connect() {
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }

  disconnect() {
    clearTimeout(this.#timer);
  }

  async #look() {
    try {
      const facts = await fetchPage(this.urlValue);
      if (!this.element.isConnected) {
        return;
      }
      if (!facts.running) {
        visit(this.urlValue, { action: "replace" });
        return;
      }
      this.#show(facts);
    } catch (error) {
      if (error.status === 401) {
        this.dispatch("locked", { prefix: "news", target: window });
        return;
      }
      // Without an answer the bar stands still; the next look may have one.
    }
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }

  #show({ part, words, left }) {
    if (part === null) {
      this.barTarget.removeAttribute("value");
    } else {
      this.barTarget.value = part;
    }
    this.wordsTarget.textContent = words;
    this.leftTarget.textContent = left;
  }
}
