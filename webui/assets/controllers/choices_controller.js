import { Controller } from "@hotwired/stimulus";

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

  choose(event) {
    this.show(event);
    this.send();
  }

  send() {
    this.element.requestSubmit();
  }
}
