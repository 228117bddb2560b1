import { Controller } from "@hotwired/stimulus";
import { say, sayCount } from "../language/words.js";

/** The foot of a page: whether it is saved, and how many words it has. */
export default class extends Controller {
  static targets = ["status", "spoken", "words"];

  tell({ detail: { state, saved, sentence } }) {
    const words = {
      saving: say("Saving"),
      saved: say("Saved {time}", { time: saved }),
      gone: say("This page is in the trash now"),
      failed: sentence
        ? say("Not saved. {reason}", { reason: sentence })
        : say("Not saved. Your text is kept here; trying again."),
    }[state];
    this.#write(this.statusTarget, words);
    this.statusTarget.classList.toggle("folio__status--wrong", state === "failed");
    // Read out once a minute at most while all goes well, not after every word.
    if (state !== "saving") {
      this.#write(this.spokenTarget, words);
    }
  }

  count({ detail: { words } }) {
    this.#write(this.wordsTarget, words ? sayCount("{count} word", "{count} words", words) : "");
  }

  #write(element, words) {
    if (element.textContent !== words) {
      element.textContent = words;
    }
  }
}
