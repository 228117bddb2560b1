import { Controller } from "@hotwired/stimulus";
import { here } from "../reading/here.js";
import { patch } from "../reading/patch.js";
import { fetchPage, Refused } from "../server/http.js";
import { countWords } from "../writing/words.js";

/** A page that is read: it follows what other windows write, without moving under the eyes. */
export default class extends Controller {
  static targets = ["article", "blank"];

  connect() {
    // Once the foot of the page listens too.
    setTimeout(() => this.#count());
  }

  /** News of a save or a new title. */
  hear({ detail: { page, revision, late } }) {
    if (page === here.id && !(late && revision <= here.revision)) {
      this.look();
    }
  }

  async look() {
    if (here.isWriting) {
      return;
    }
    try {
      this.show(await fetchPage(here.url));
    } catch (error) {
      this.#explain(error);
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
      this.#say({ state: "saved", saved: page.saved });
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

  #explain(error) {
    if (!(error instanceof Refused)) {
      // No answer came; the next news asks again.
      return;
    }
    if (error.status === 401) {
      this.dispatch("locked", { prefix: "news", target: window });
    } else if (error.status === 404) {
      this.#say({ state: "gone" });
    }
  }

  #say(detail) {
    this.dispatch("state", { prefix: "writing", target: window, detail });
  }
}
