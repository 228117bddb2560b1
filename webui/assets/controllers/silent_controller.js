import { Controller } from "@hotwired/stimulus";

/** The program does not answer: says so until it does. */
export default class extends Controller {
  show() {
    this.element.hidden = false;
  }

  hide() {
    this.element.hidden = true;
  }
}
