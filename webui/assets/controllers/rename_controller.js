import { Controller } from "@hotwired/stimulus";
import { here } from "../reading/here.js";
import { post } from "../server/http.js";

const PAUSE = 1000;

/** The title is changed where it stands. */
export default class extends Controller {
  static targets = ["title"];
  static values = { fresh: Boolean };
  #timer = 0;
  #saved = "";

  connect() {
    this.titleTarget.contentEditable = "plaintext-only";
    this.titleTarget.spellcheck = true;
    this.#saved = this.titleTarget.textContent;
    if (this.freshValue) {
      this.focus();
    }
  }

  disconnect() {
    this.save();
  }

  focus() {
    this.titleTarget.focus();
    getSelection().selectAllChildren(this.titleTarget);
  }

  begin() {
    this.#saved = this.titleTarget.textContent;
  }

  press(event) {
    if (event.key === "Enter" || (event.key === "ArrowDown" && this.freshValue)) {
      event.preventDefault();
      this.save();
      this.dispatch("done", { target: window });
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.titleTarget.textContent = this.#saved;
      this.titleTarget.blur();
    }
  }

  /** A title is one line, however many were copied. */
  paste(event) {
    event.preventDefault();
    const line = event.clipboardData.getData("text/plain").replace(/\s+/g, " ");
    document.execCommand("insertText", false, line);
  }

  later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    clearTimeout(this.#timer);
    const title = this.titleTarget.textContent.trim();
    if (title === "" || title === this.#saved) {
      return;
    }
    try {
      here.rename(await post(`${here.url}/rename`, { title }));
      this.#saved = title;
    } catch ({ message, status }) {
      const sentence = status ? message : "The title could not be changed; try again.";
      const detail = { state: "failed", sentence };
      this.dispatch("state", { prefix: "writing", target: window, detail });
    }
  }
}
