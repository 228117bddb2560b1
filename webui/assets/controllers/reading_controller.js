import { Controller } from "@hotwired/stimulus";
import { here } from "../reading/here.js";
import { patch } from "../reading/patch.js";
import { takeStanding } from "../reading/standing.js";
import { fetchNewPage, fetchPage, fetchPlain } from "../server/http.js";
import { flushAll } from "../writing/savers.js";
import { countSoon } from "../writing/words.js";

const PAUSE = 250;

/** A page that is read: it follows what other windows write, without moving under the eyes. */
export default class extends Controller {
  static targets = ["article", "blank", "outline"];
  #timer = 0;
  #outline = null;
  #stopCounting = () => {};

  connect() {
    if (!here.isWriting) {
      // Once the page is painted: nobody waits for the number of its words.
      setTimeout(() => this.#countFirst(), PAUSE);
      const { scroll } = takeStanding();
      requestAnimationFrame(() => scroll && window.scrollTo(0, scroll));
    }
  }

  outlineTargetConnected() {
    this.#outline = null;
  }

  disconnect() {
    clearTimeout(this.#timer);
    this.#stopCounting();
  }

  /** News of a save or a new title, of this page or of one that it shows something of. */
  hear({ detail: { page, revision, late } }) {
    if (page === here.id && !(late && revision <= here.revision)) {
      this.look();
    } else if (page !== here.id && !late) {
      this.#lookIfShown(".embed, .query");
    }
  }

  /** Pages came, went, or got other names: links may lead elsewhere. */
  hearPages() {
    this.#lookIfShown(".embed, .query, .wikilink");
  }

  /** Many saves in a row ask once. */
  #lookIfShown(parts) {
    if (this.articleTarget.querySelector(parts)) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.look(), PAUSE);
    }
  }

  async look() {
    const page = here.isWriting ? null : await this.#fetch((url) => fetchNewPage(url, here.id));
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
    if (this.hasOutlineTarget && page.outline !== this.#outline) {
      this.outlineTarget.innerHTML = page.outline;
      this.#outline = page.outline;
    }
    this.blankTarget.hidden = page.body !== "";
    if (page.revision !== here.revision) {
      here.revision = page.revision;
      this.#tell({ state: "saved", saved: page.saved });
    }
    this.#countSoon(page.body);
  }

  /** Prints the page as it is read: of a long page an editor draws only what is in sight. */
  async print() {
    if (here.isWriting) {
      await flushAll();
      const page = await this.#fetch();
      if (page) {
        patch(this.articleTarget, page.html);
      }
    }
    window.print();
  }

  async #countFirst() {
    const page = this.element.isConnected ? await this.#fetch(fetchPlain) : null;
    if (page && this.element.isConnected && !here.isWriting) {
      this.#count(page.body);
    }
  }

  /** Once what changed is painted. */
  #countSoon(body) {
    this.#stopCounting();
    const timer = setTimeout(() => this.#count(body), PAUSE);
    this.#stopCounting = () => clearTimeout(timer);
  }

  #count(body) {
    this.#stopCounting();
    this.#stopCounting = countSoon(body, (words) =>
      this.dispatch("words", { prefix: "writing", target: window, detail: { words } }),
    );
  }

  async #fetch(fetchIt = fetchPage) {
    try {
      return await fetchIt(here.url);
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
