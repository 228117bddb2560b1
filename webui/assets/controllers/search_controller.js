import { Controller } from "@hotwired/stimulus";
import { sayCount } from "../language/words.js";
import { hasMod } from "../reading/keys.js";
import { fetchDocument, post } from "../server/http.js";

const PAUSE = 400;
const MOVES = { ArrowDown: 1, ArrowUp: -1 };

/** Finds pages while one types: in the dialog over any page, or on the page of its own. */
export default class extends Controller {
  static targets = ["input", "results", "spoken", "query"];
  static values = { address: String };
  #timer = 0;
  #isAsking = false;
  #isBehind = false;

  disconnect() {
    clearTimeout(this.#timer);
  }

  /** Opens the dialog, or goes to the field of the page; what the palette was asked stands in it. */
  open({ detail } = {}) {
    if (detail?.query) {
      this.inputTarget.value = detail.query;
    }
    if (this.#isDialog && !this.element.open) {
      this.element.showModal();
      this.#look();
    } else if (detail?.query) {
      this.ask();
    }
    this.inputTarget.focus();
    this.inputTarget.select();
  }

  /** One question at a time: the server answers sooner than it could forget the last one. */
  ask() {
    clearTimeout(this.#timer);
    if (this.#isAsking) {
      this.#isBehind = true;
    } else {
      this.#look();
    }
  }

  press(event) {
    if (event.isComposing) {
      return;
    }
    if (event.key in MOVES) {
      event.preventDefault();
      this.#move(MOVES[event.key]);
    } else if (event.key === "Enter" && event.target === this.inputTarget) {
      event.preventDefault();
      this.#openChosen(event);
    } else if (event.key === "Escape" && this.#isDialog) {
      // A search field would only empty itself.
      event.preventDefault();
      event.stopPropagation();
      this.element.close();
    }
  }

  /** A click on a page that was found, on a search to repeat, or beside the dialog. */
  choose(event) {
    const link = event.target.closest("a");
    if (link?.dataset.query !== undefined && !hasMod(event)) {
      event.preventDefault();
      this.inputTarget.value = link.dataset.query;
      this.open();
      this.ask();
    } else if (link?.matches(".hit__link")) {
      this.#leave();
    } else if (event.target === this.element && this.#isDialog) {
      this.element.close();
    }
  }

  async #look({ thorough = false } = {}) {
    const query = this.inputTarget.value;
    this.#isAsking = true;
    try {
      this.#show(await fetchDocument(addressOf(query, thorough)), query);
    } catch (error) {
      if (error.status === 401) {
        this.dispatch("locked", { prefix: "news", target: window });
      }
      // Without an answer the last one stays; the next letter asks again.
    } finally {
      this.#isAsking = false;
    }
    if (this.#isBehind) {
      this.#isBehind = false;
      this.#look();
    } else if (!thorough) {
      this.#timer = setTimeout(() => this.#lookAgain(), PAUSE);
    }
  }

  /** Who pauses gets an answer from further back, or from pages that were read meanwhile. */
  #lookAgain() {
    const { more, reading } = this.#found?.dataset ?? {};
    if (this.element.isConnected && !this.#isAsking && (more ?? reading) !== undefined) {
      this.#look({ thorough: reading === undefined });
    }
  }

  #show(answer, query) {
    const found = answer.getElementById("found");
    if (!found || !this.element.isConnected) {
      return;
    }
    const chosen = this.#chosen?.id;
    this.resultsTarget.replaceChildren(found);
    if (!this.#isDialog && this.addressValue === "yes") {
      history.replaceState(history.state, "", addressOf(query).replace(/&?part=1/, ""));
    }
    if (this.hasQueryTarget) {
      this.queryTarget.value = query;
    }
    const links = this.#links;
    this.inputTarget.setAttribute("aria-expanded", links.length > 0);
    this.spokenTarget.textContent = links.length
      ? sayCount("{count} page", "{count} pages", links.length)
      : "";
    this.#choose(links.find((link) => link.id === chosen) ?? links[0]);
  }

  #move(step) {
    const links = this.#links;
    const at = links.indexOf(this.#chosen) + step;
    if (at >= 0 && at < links.length) {
      this.#choose(links[at]);
      links[at].scrollIntoView({ block: "nearest" });
    }
  }

  #choose(link) {
    this.#chosen?.removeAttribute("aria-selected");
    link?.setAttribute("aria-selected", "true");
    this.inputTarget.setAttribute("aria-activedescendant", link?.id ?? "");
  }

  /** A click with the same keys, so that Ctrl+Enter opens what Ctrl and a click would. */
  #openChosen({ ctrlKey, metaKey, shiftKey }) {
    this.#chosen?.dispatchEvent(
      new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
    );
  }

  #leave() {
    // The search is remembered if it can be; the page opens in any case.
    post("/search/recent", { q: this.inputTarget.value }, { keepalive: true }).catch(() => {});
    if (this.#isDialog) {
      this.element.close();
    }
  }

  get #isDialog() {
    return this.element instanceof HTMLDialogElement;
  }

  get #found() {
    return this.resultsTarget.querySelector("#found");
  }

  get #links() {
    return [...this.resultsTarget.querySelectorAll(".hit__link")];
  }

  get #chosen() {
    return this.resultsTarget.querySelector("[aria-selected]");
  }
}

function addressOf(query, thorough = false) {
  return `/search?q=${encodeURIComponent(query)}&part=1${thorough ? "&thorough=1" : ""}`;
}
