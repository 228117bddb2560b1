import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { fetchPage } from "../server/http.js";

const PAUSE = 400;

/**
 * Long work: how far it is, and its result as soon as it is there. Of an export the file is taken,
 * which is what it goes on with.
 */
export default class extends Controller {
  static targets = ["bar", "words", "left"];
  static values = { url: String, file: String };
  #timer = 0;

  connect() {
    if (this.fileValue) {
      this.#take();
    }
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }

  disconnect() {
    clearTimeout(this.#timer);
  }

  #take() {
    const link = document.createElement("a");
    link.href = this.fileValue;
    link.download = "";
    link.dataset.turbo = "false";
    // The page may come back from the cache of pages, and the bytes are there once.
    this.fileValue = "";
    document.body.append(link);
    link.click();
    link.remove();
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
