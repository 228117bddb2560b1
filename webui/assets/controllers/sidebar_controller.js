import { Controller } from "@hotwired/stimulus";
import { morphElements } from "@hotwired/turbo";
import { fetchDocument } from "../server/http.js";

const PAUSE = 250;
let scrolled = 0;

/** The lists at both sides of the page follow what other windows do. */
export default class extends Controller {
  static targets = ["lists"];
  #timer = 0;

  connect() {
    this.listsTarget.scrollTop = scrolled;
  }

  disconnect() {
    clearTimeout(this.#timer);
  }

  remember() {
    scrolled = this.listsTarget.scrollTop;
  }

  /** Many saves in a row ask for the lists once. */
  refresh() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), PAUSE);
  }

  async #fetch() {
    try {
      const answer = await fetchDocument(location.href);
      // Another window may have chosen another look.
      Object.assign(document.documentElement.dataset, answer.documentElement.dataset);
      for (const lists of this.element.isConnected ? this.listsTargets : []) {
        const fresh = answer.getElementById(lists.id);
        if (fresh) {
          morphElements(lists, fresh);
        }
      }
    } catch (error) {
      if (error.status === 401) {
        this.dispatch("locked", { prefix: "news", target: window });
      }
      // Without an answer the lists stay as they are; the next news asks again.
    }
  }
}
