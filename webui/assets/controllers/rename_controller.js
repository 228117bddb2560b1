import { Controller } from "@hotwired/stimulus";
import { ask } from "../dialogs/ask.js";
import { say, sayCount, sayNumber } from "../language/words.js";
import { here } from "../reading/here.js";
import { fetchPage, post } from "../server/http.js";

const PAUSE = 1000;

/** The title is changed where it stands. */
export default class extends Controller {
  static targets = ["title"];
  static values = { fresh: Boolean };
  #timer = 0;
  #saved = "";
  #asking = false;

  connect() {
    this.titleTarget.contentEditable = "plaintext-only";
    this.titleTarget.spellcheck = true;
    this.#saved = this.titleTarget.textContent;
    if (this.freshValue) {
      this.focus();
    }
  }

  disconnect() {
    this.save({ leaving: true });
  }

  focus() {
    this.titleTarget.focus();
    getSelection().selectAllChildren(this.titleTarget);
  }

  begin() {
    // The focus comes back when a question is closed, and the title is not yet what it will be.
    if (!this.#asking) {
      this.#saved = this.titleTarget.textContent;
    }
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

  /** A title that links lead to waits until it is whole: the person is asked before they follow. */
  later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save({ pausing: true }), PAUSE);
  }

  async save({ pausing = false, leaving = false } = {}) {
    clearTimeout(this.#timer);
    const title = this.titleTarget.textContent.trim();
    if (title === "" || title === this.#saved || this.#asking) {
      return;
    }
    try {
      const plan = await fetchPage(`/page/${here.id}/move?${new URLSearchParams({ title })}`);
      if (plan.links > 0 && !leaving && (pausing || !(await this.#agrees(plan)))) {
        return;
      }
      here.rename(await post(`${here.url}/rename`, { title }));
      this.#saved = title;
    } catch ({ message, status }) {
      const sentence = status ? message : say("The title could not be changed; try again.");
      const detail = { state: "failed", sentence };
      this.dispatch("state", { prefix: "writing", target: window, detail });
    }
  }

  async #agrees({ links, pages }) {
    const counts = { links: sayNumber(links), pages: sayNumber(pages) };
    const question =
      pages === 1
        ? sayCount(
            "One link in one page will follow.",
            "{count} links in one page will follow.",
            links,
          )
        : say("{links} links in {pages} pages will follow.", counts);
    this.#asking = true;
    const agrees = await ask(question, { button: say("Rename page"), safe: true });
    this.#asking = false;
    if (!agrees) {
      this.titleTarget.textContent = this.#saved;
    }
    return agrees;
  }
}
