import { Controller } from "@hotwired/stimulus";

let isAlone = false;

/** Nothing but the page: both sides and the bar step away until Escape, or the same key again. */
export default class extends Controller {
  connect() {
    this.#show();
  }

  turn() {
    isAlone = !isAlone;
    this.#show();
  }

  /** Before others hear the key: the first Escape brings the sides back and ends nothing else. */
  leave(event) {
    const isBusy = document.querySelector("dialog[open], .cm-tooltip-autocomplete, .cm-panel");
    if (isAlone && event.key === "Escape" && !isBusy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.turn();
    }
  }

  #show() {
    this.element.toggleAttribute("data-alone", isAlone);
  }
}
