import { Controller } from "@hotwired/stimulus";
import { here } from "../reading/here.js";
import { patch } from "../reading/patch.js";
import { takeStanding } from "../reading/standing.js";
import { fetchPage } from "../server/http.js";
import { countWords } from "../writing/words.js";

/** A page that is read: it follows what other windows write, without moving under the eyes. */
export default class extends Controller {
  static targets = ["article", "blank"];

  connect() {
    // Once the foot of the page listens too.
    setTimeout(() => this.#count());
    if (!here.isWriting) {
      const { scroll } = takeStanding();
      requestAnimationFrame(() => scroll && window.scrollTo(0, scroll));
    }
  }

  /** News of a save or a new title. */
  hear({ detail: { page, revision, late } }) {
    if (page === here.id && !(late && revision <= here.revision)) {
      this.look();
    }
  }

  async look() {
    const page = here.isWriting ? null : await this.#fetch();
    if (page) {
      this.show(page);
    }
  }

  take({ detail: page }) {
    this.show(page);
  }

  /** Shows the page as it is by now. */
  show(page) {
    patch(this.articleTarget, page.html);
    here.rename(page);
    this.blankTarget.hidden = page.body !== "";
    if (page.revision !== here.revision) {
      here.revision = page.revision;
      this.#tell({ state: "saved", saved: page.saved });
    }
    this.#count();
  }

  print() {
    window.print();
  }

  #count() {
    const words = countWords(this.articleTarget.textContent);
    this.dispatch("words", { prefix: "writing", target: window, detail: { words } });
  }

  async #fetch() {
    try {
      return await fetchPage(here.url);
    } catch (error) {
      if (error.status === 401) {
        this.dispatch("locked", { prefix: "news", target: window });
      } else if (error.status === 404) {
        this.#tell({ state: "gone" });
      }
      // Without an answer the page stays as it is; the next news asks again.
      return null;
    }
  }

  #tell(detail) {
    this.dispatch("state", { prefix: "writing", target: window, detail });
  }
}
