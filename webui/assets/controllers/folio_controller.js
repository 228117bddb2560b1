import { Controller } from "@hotwired/stimulus";

/** The foot of a page: whether it is saved, and how many words it has. */
export default class extends Controller {
  static targets = ["status", "spoken", "words"];

  tell({ detail: { state, saved, sentence } }) {
    const words = {
      saving: "Saving",
      saved: `Saved ${saved}`,
      gone: "This page is in the trash now",
      failed: sentence
        ? `Not saved. ${sentence}`
        : "Not saved. Your text is kept here; trying again.",
    }[state];
    this.#say(this.statusTarget, words);
    this.statusTarget.classList.toggle("folio__status--wrong", state === "failed");
    // Read out once a minute at most while all goes well, not after every word.
    if (state !== "saving") {
      this.#say(this.spokenTarget, words);
    }
  }

  count({ detail: { words } }) {
    this.#say(
      this.wordsTarget,
      words ? `${words.toLocaleString()} ${words === 1 ? "word" : "words"}` : "",
    );
  }

  #say(element, words) {
    if (element.textContent !== words) {
      element.textContent = words;
    }
  }
}
