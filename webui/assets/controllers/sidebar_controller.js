import { Controller } from "@hotwired/stimulus";
import { morphElements } from "@hotwired/turbo";
import { fetchDocument } from "../server/http.js";

const FOLDED = "sidebar-folded";
const PAUSE = 250;
const narrow = matchMedia("(width <= 760px)");
let scrolled = 0;

/** The sidebar folds and remembers; in a narrow window it is a drawer. Its lists follow what other windows do. */
export default class extends Controller {
  static targets = ["panel", "lists", "room", "veil"];
  #timer = 0;

  connect() {
    this.#fold(sessionStorage.getItem(FOLDED) === "yes");
    this.listsTarget.scrollTop = scrolled;
  }

  disconnect() {
    clearTimeout(this.#timer);
  }

  toggle(event) {
    event?.preventDefault();
    if (narrow.matches) {
      this.#draw(this.element.dataset.drawer !== "open");
      return;
    }
    const isFolded = this.element.dataset.sidebar !== "folded";
    sessionStorage.setItem(FOLDED, isFolded ? "yes" : "no");
    this.#fold(isFolded);
  }

  close() {
    if (this.element.dataset.drawer === "open") {
      this.#draw(false);
    }
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
      const lists = (await fetchDocument(location.href)).getElementById(this.listsTarget.id);
      if (lists && this.element.isConnected) {
        morphElements(this.listsTarget, lists);
      }
    } catch (error) {
      if (error.status === 401) {
        this.dispatch("locked", { prefix: "news", target: window });
      }
      // Without an answer the lists stay as they are; the next news asks again.
    }
  }

  #fold(isFolded) {
    this.element.dataset.sidebar = isFolded ? "folded" : "open";
  }

  #draw(isOpen) {
    this.element.dataset.drawer = isOpen ? "open" : "closed";
    this.roomTarget.inert = isOpen;
    this.veilTarget.hidden = !isOpen;
    const place = isOpen ? this.panelTarget : this.roomTarget;
    place.querySelector("a, button").focus();
  }
}
