import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { tell } from "../dialogs/ask.js";
import { here } from "../reading/here.js";
import { hasMod } from "../reading/keys.js";
import { post } from "../server/http.js";

/** New windows, and word to the host of where this one is. */
export default class extends Controller {
  static targets = ["menu", "beside"];
  static values = { open: Boolean };
  #path = "";

  connect() {
    this.tell();
  }

  /** Word to the host that this window shows another page, so that it comes back there. */
  tell() {
    if (this.openValue) {
      // If the host is closing, nothing is lost.
      post("/windows/visited").catch(() => {});
    }
  }

  openHere() {
    this.#open(location.pathname + location.search);
  }

  openRow() {
    this.menuTarget.hidePopover();
    this.#open(this.#path);
  }

  openBeside() {
    this.menuTarget.hidePopover();
    visit(`${here.url}?beside=${this.#path.slice("/pages/".length)}`);
  }

  /** A browser opens its own windows for these clicks; the program's windows have to ask. */
  divert(event) {
    const link = event.target.closest?.("a[href]");
    const isAsked = event.button === 1 || (event.button === 0 && (hasMod(event) || event.shiftKey));
    if (this.openValue && isAsked && link && link.origin === location.origin) {
      event.preventDefault();
      this.#open(link.pathname + link.search);
    }
  }

  /** Word from elsewhere in this window to open a page in another. */
  openPath({ detail: { path } }) {
    this.#open(path);
  }

  showMenu({ currentTarget }) {
    this.#path = currentTarget.dataset.path;
    // Only a page can have another beside it.
    this.besideTarget.hidden = here.url === undefined;
    this.menuTarget.showPopover();
    const { bottom, left } = currentTarget.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.menuTarget;
    this.menuTarget.style.left = `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`;
    this.menuTarget.style.top = `${Math.max(8, Math.min(bottom + 4, innerHeight - offsetHeight - 8))}px`;
    this.menuTarget.querySelector("button:not([hidden])").focus();
  }

  #open(path) {
    if (this.openValue) {
      post("/windows", { path }).catch((error) => tell(error.message));
    } else {
      window.open(path, "_blank", "noopener");
    }
  }
}
