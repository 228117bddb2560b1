import { Controller } from "@hotwired/stimulus";
import { post } from "../server/http.js";

const ON_THE_ROOT = ["theme", "typeface", "size", "measure", "editing"];

/** Settings that take effect as they are chosen. */
export default class extends Controller {
  static targets = ["size"];

  /** While it is dragged or ticked the page shows it, before it is kept. */
  show({ target }) {
    const isAsked = target.type !== "checkbox" || target.checked;
    if (ON_THE_ROOT.includes(target.name) && isAsked) {
      document.documentElement.dataset[target.name] = target.value;
    }
    if (this.hasSizeTarget && target.name === "size") {
      this.sizeTarget.value = target.value;
    }
  }

  /** What is chosen goes by itself: a page that came back meanwhile would take the next choice away. */
  async choose(event) {
    this.show(event);
    const { name, type, checked } = event.target;
    const values = new FormData(this.element).getAll(name);
    const value = type === "checkbox" && !checked ? values.at(-1) : values[0];
    try {
      await post("/settings", { part: this.element.elements.part.value, [name]: value });
    } catch {
      this.send();
    }
  }

  send() {
    this.element.requestSubmit();
  }
}
