import { Controller } from "@hotwired/stimulus";
import { copyText } from "../dialogs/clipboard.js";
import { say } from "../language/words.js";

/** Two windows changed the same lines: says so, and holds the text that gave way until the person has seen it. */
export default class extends Controller {
  #text = "";

  show({ detail: { text } }) {
    this.#text = text;
    this.element.hidden = false;
  }

  async copy({ currentTarget }) {
    if (await copyText(this.#text)) {
      currentTarget.lastElementChild.textContent = say("Copied");
    }
  }

  hide() {
    this.#text = "";
    this.element.hidden = true;
  }
}
