import { Controller } from "@hotwired/stimulus";
import { morphElements } from "@hotwired/turbo";
import { here } from "../reading/here.js";
import { fetchNewDocument } from "../server/http.js";

const PAUSE = 250;

/** Who links to this page, beside it: it follows what is written elsewhere. */
export default class extends Controller {
  #timer = 0;

  disconnect() {
    clearTimeout(this.#timer);
  }

  /** Many saves in a row ask once. */
  refresh({ type, detail }) {
    if (type === "news:page" && detail.late) {
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), PAUSE);
  }

  async #fetch() {
    try {
      const fresh = await fetchNewDocument(`${here.url}?part=links`);
      const part = fresh.getElementById(this.element.id);
      if (part && this.element.isConnected) {
        morphElements(this.element, part);
      }
    } catch (error) {
      if (error.status === 401) {
        this.dispatch("locked", { prefix: "news", target: window });
      }
      // Without an answer the part stays as it is; the next news asks again.
    }
  }
}
