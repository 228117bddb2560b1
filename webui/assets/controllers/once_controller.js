import { Controller } from "@hotwired/stimulus";

/** A form that is sent once, however often its button is pressed while the answer is on its way. */
export default class extends Controller {
  #sent = false;

  hold(event) {
    if (this.#sent) {
      event.preventDefault();
      return;
    }
    this.#sent = true;
    this.element.querySelector("[type=submit]").setAttribute("aria-disabled", "true");
    document.querySelector(".plain__mark")?.classList.add("mark--lit");
  }
}
