import { Controller } from "@hotwired/stimulus";
import { hasMod, isTyping } from "../reading/keys.js";

/** The keys that work anywhere in the notebook. */
export default class extends Controller {
  static targets = ["newPage"];

  press(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) {
      return;
    }
    const act = hasMod(event) ? this.#withMod(event) : this.#alone(event);
    if (act) {
      event.preventDefault();
      act();
    }
  }

  /** A link that leads to the search page where there are no scripts. */
  search(event) {
    if (!hasMod(event) && !event.shiftKey) {
      event.preventDefault();
      this.#tell("search");
    }
  }

  #withMod({ key, code, shiftKey, altKey }) {
    // The key beside Enter, whatever a keyboard writes on it.
    const letter = code === "Backslash" ? "\\" : key.toLowerCase();
    const name = `${altKey ? "Alt+" : ""}${shiftKey ? "Shift+" : ""}${letter}`;
    return {
      f: () => this.#tell("search"),
      n: () => this.newPageTarget.requestSubmit(),
      "Shift+n": () => this.#tell("window"),
      l: () => document.querySelector("form[action='/logout']").requestSubmit(),
      "\\": () => this.#tell("sidebar"),
      "Shift+\\": () => this.#tell("side"),
    }[name];
  }

  #alone(event) {
    if (event.key === "Escape") {
      return () => this.#tell("read");
    }
    const isLetter = !isTyping(event) && !event.altKey && !event.metaKey && !event.ctrlKey;
    return isLetter && event.key.toLowerCase() === "e" ? () => this.#tell("edit") : null;
  }

  #tell(what) {
    this.dispatch(what, { target: window });
  }
}
