import { Controller } from "@hotwired/stimulus";
import { say } from "../language/words.js";
import { upload } from "../server/upload.js";

/** A chosen archive goes to the notebook in parts, and then the page that shows what is in it comes. */
export default class extends Controller {
  static targets = ["file", "upload", "progress", "bar", "words"];
  #stop = null;

  disconnect() {
    this.#stop?.abort();
  }

  choose() {
    this.fileTarget.click();
  }

  take() {
    this.#send(this.fileTarget.files[0]);
  }

  over(event) {
    if (event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
    }
  }

  drop(event) {
    if (event.dataTransfer.files.length > 0) {
      event.preventDefault();
      this.#send(event.dataTransfer.files[0]);
    }
  }

  cancel() {
    this.#stop?.abort();
  }

  async #send(file) {
    if (!file) {
      return;
    }
    this.#stop?.abort();
    this.#stop = new AbortController();
    this.progressTarget.hidden = false;
    try {
      this.uploadTarget.value = await upload("/import/uploads", file, {
        signal: this.#stop.signal,
        tell: (part) => this.#show(part, file.name),
      });
      this.element.requestSubmit();
    } catch (error) {
      this.fileTarget.value = "";
      this.barTarget.value = 0;
      this.wordsTarget.textContent = this.#stop.signal.aborted
        ? say("Cancelled. Nothing was changed.")
        : say("It did not come through: {reason}", { reason: error.message });
    }
  }

  #show(part, name) {
    this.barTarget.value = part;
    this.wordsTarget.textContent = say("Reading {name}", { name });
  }
}
