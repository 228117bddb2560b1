import { Controller } from "@hotwired/stimulus";
import { morphElements } from "@hotwired/turbo";
import { fetchDocument } from "../server/http.js";

const PAUSE = 250;

/** A page that follows what is written elsewhere: its parts are asked for again, many saves in a row once. */
export default class extends Controller {
  static targets = ["part"];
  #timer = 0;

  disconnect() {
    clearTimeout(this.#timer);
  }

  later({ type, detail }) {
    if (!(type === "news:page" && detail.late)) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#fetch(), PAUSE);
    }
  }

  async #fetch() {
    try {
      const fresh = await fetchDocument(location.href);
      for (const part of this.partTargets) {
        const next = fresh.getElementById(part.id);
        if (next && part.isConnected) {
          morphElements(part, next);
        }
      }
    } catch (error) {
      if (error.status === 401) {
        this.dispatch("locked", { prefix: "news", target: window });
      }
      // Without an answer the parts stay as they are; the next news asks again.
    }
  }
}
