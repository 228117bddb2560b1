import { Controller } from "@hotwired/stimulus";
import { post } from "../server/http.js";

const AT_MOST_EVERY = 10_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"];

/** Tells the server that somebody is there, so that it does not log out by itself. */
export default class extends Controller {
  #told = 0;

  connect() {
    for (const sign of SIGNS) {
      addEventListener(sign, this.#note, { capture: true, passive: true });
    }
    this.#note();
  }

  disconnect() {
    for (const sign of SIGNS) {
      removeEventListener(sign, this.#note, { capture: true });
    }
  }

  #note = () => {
    const now = Date.now();
    if (now - this.#told >= AT_MOST_EVERY) {
      this.#told = now;
      // Nobody waits for it, and the next sign of life tells it again.
      post("/activity").catch(() => {});
    }
  };
}
