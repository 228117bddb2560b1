import { Controller } from "@hotwired/stimulus";

const MOVES = { ArrowDown: 1, ArrowUp: -1 };

/** A menu made of `details`: closes when the person looks elsewhere, and goes by arrow keys. */
export default class extends Controller {
  #close = ({ target }) => {
    if (!this.element.contains(target)) {
      this.element.open = false;
    }
  };

  turn() {
    const act = this.element.open ? "addEventListener" : "removeEventListener";
    document[act]("pointerdown", this.#close);
    document[act]("focusin", this.#close);
  }

  disconnect() {
    document.removeEventListener("pointerdown", this.#close);
    document.removeEventListener("focusin", this.#close);
  }

  press(event) {
    if (event.key === "Escape" && this.element.open) {
      event.stopPropagation();
      this.element.open = false;
      this.element.querySelector("summary").focus();
    } else if (event.key in MOVES) {
      event.preventDefault();
      this.element.open = true;
      this.#move(MOVES[event.key]);
    }
  }

  #move(step) {
    const items = [...this.element.querySelectorAll(".menu__item")];
    const from = items.indexOf(document.activeElement);
    items.at(from < 0 && step < 0 ? -1 : (from + step) % items.length).focus();
  }
}
