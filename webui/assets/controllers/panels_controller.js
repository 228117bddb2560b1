import { Controller } from "@hotwired/stimulus";
import { keepLayout } from "../reading/layout.js";

// As the styles have it: below these widths there is no room beside the page, and a panel lies over it.
// In em: letters that the system makes larger leave less room.
const OVERLAYS = {
  sidebar: matchMedia("(width <= 47.5em)"),
  side: matchMedia("(width < 77.5em)"),
};

/** The sidebar and the page's right side: both fold, and remember; where there is no room they are drawers. */
export default class extends Controller {
  static targets = ["sidebar", "side", "room", "veil", "turn"];
  #opener = null;

  connect() {
    // A drawer that became a panel as the window grew covers nothing any more.
    for (const query of Object.values(OVERLAYS)) {
      query.addEventListener("change", this.#settle);
    }
    this.#tellTurn();
  }

  disconnect() {
    for (const query of Object.values(OVERLAYS)) {
      query.removeEventListener("change", this.#settle);
    }
  }

  toggle(event) {
    event.preventDefault();
    this.#turn(event.params.name, event.currentTarget);
  }

  turnSidebar() {
    this.#turn("sidebar", document.activeElement);
  }

  turnSide() {
    if (this.hasSideTarget) {
      this.#turn("side", document.activeElement);
    }
  }

  close(event) {
    if (this.#drawer) {
      event?.stopPropagation();
      this.#draw(null);
    }
  }

  #turn(name, opener) {
    if (OVERLAYS[name].matches) {
      this.#opener = opener;
      this.#draw(this.#drawer === name ? null : name);
      return;
    }
    const isFolded = this.element.dataset[name] !== "folded";
    this.element.dataset[name] = isFolded ? "folded" : "open";
    keepLayout({ [name]: this.element.dataset[name] });
    this.#tellTurn();
    if (name === "sidebar") {
      this.#keepFocus(isFolded);
    }
  }

  /** The button that was pressed went with the panel; its counterpart takes the focus. */
  #keepFocus(isFolded) {
    const place = isFolded ? this.roomTarget : this.sidebarTarget;
    if (document.activeElement === document.body || this.sidebarTarget.contains(this.#focused)) {
      place.querySelector("[data-panels-name-param=sidebar]").focus();
    }
  }

  #draw(name) {
    const former = this.#drawer;
    this.element.dataset.drawer = name ?? "none";
    this.roomTarget.inert = name !== null;
    this.veilTarget.hidden = name === null;
    for (const panel of this.#panels) {
      panel.inert = name !== null && panel.id !== name;
    }
    this.#tellTurn();
    if (name) {
      this[`${name}Target`].querySelector("a, button").focus();
    } else if (former) {
      this.#opener?.isConnected ? this.#opener.focus() : this.roomTarget.querySelector("a").focus();
    }
  }

  #settle = () => {
    if (this.#drawer && !OVERLAYS[this.#drawer].matches) {
      this.#draw(null);
    }
    this.#tellTurn();
  };

  #tellTurn() {
    if (this.hasTurnTarget) {
      const isOpen = OVERLAYS.side.matches
        ? this.#drawer === "side"
        : this.element.dataset.side === "open";
      this.turnTarget.setAttribute("aria-expanded", isOpen);
    }
  }

  get #focused() {
    return document.activeElement;
  }

  get #panels() {
    return [this.sidebarTarget, ...(this.hasSideTarget ? [this.sideTarget] : [])];
  }

  get #drawer() {
    const { drawer } = this.element.dataset;
    return drawer === "none" ? null : (drawer ?? null);
  }
}
