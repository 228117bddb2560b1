import { Controller } from "@hotwired/stimulus";

/** A setting that takes effect as it is chosen. */
export default class extends Controller {
  choose({ target }) {
    if (target.name === "theme") {
      document.documentElement.dataset.theme = target.value;
    }
    this.send();
  }

  send() {
    this.element.requestSubmit();
  }
}
