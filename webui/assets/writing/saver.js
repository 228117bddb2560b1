import { post, Refused } from "../server/http.js";

const PAUSE = 600;
const RETRIES = [1000, 2000, 5000, 10_000, 15_000];
// Past this a browser refuses to carry a request beyond the end of its page.
const KEEPALIVE_BYTES = 60_000;

/**
 * Saves a manuscript a moment after the last key, one save at a time, and tries again until it worked.
 * `tell` hears the states "saving", "saved" (with the answer) and "failed" (with a sentence).
 */
export class Saver {
  #timer = 0;
  #sending = null;
  #failures = 0;
  #own = new Set();

  constructor(manuscript, url) {
    this.manuscript = manuscript;
    this.url = url;
    this.tell = () => {};
  }

  get unsaved() {
    return this.#sending !== null || this.manuscript.dirty;
  }

  /** Answers whether this revision came from here; each is answered for once. */
  wrote(revision) {
    return this.#own.delete(revision);
  }

  /** A key was pressed. */
  touch() {
    if (this.#failures === 0) {
      this.tell("saving");
    }
    this.#later(PAUSE);
  }

  /** Saves what is not saved, after a save that is on its way. Answers whether everything is saved. */
  async flush() {
    clearTimeout(this.#timer);
    do {
      if (this.#sending === null && this.manuscript.dirty) {
        this.#sending = this.#send();
      }
      if ((await this.#sending) === false) {
        return false;
      }
    } while (this.unsaved);
    return true;
  }

  /** The page is going away: one last request that outlives it, even beside one that is still on its way. */
  flee() {
    if (this.manuscript.dirty) {
      const { text, base } = this.manuscript.send();
      post(this.url, { body: text, base }, { keepalive: text.length < KEEPALIVE_BYTES }).catch(
        () => {},
      );
    }
  }

  abandon() {
    clearTimeout(this.#timer);
    this.tell = () => {};
    this.manuscript.forget();
  }

  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  async #send() {
    const { text, base } = this.manuscript.send();
    try {
      const answer = await post(this.url, { body: text, base });
      this.#own.add(answer.revision);
      const started = answer.conflict ? this.manuscript.baseOfSent.toString() : null;
      this.manuscript.settle(answer);
      this.#failures = 0;
      this.#sending = null;
      this.tell(this.manuscript.dirty ? "saving" : "saved", {
        ...answer,
        sent: text,
        base: started,
      });
      return true;
    } catch (error) {
      this.#sending = null;
      this.manuscript.giveBack();
      this.#fail(error);
      return false;
    }
  }

  #fail(error) {
    // What the server refused on purpose it would refuse again, until the text is another one.
    const isFinal = error instanceof Refused && error.status < 500;
    this.tell("failed", { sentence: isFinal ? error.message : null, status: error.status });
    this.#later(RETRIES[Math.min(this.#failures, RETRIES.length - 1)]);
    if (isFinal) {
      clearTimeout(this.#timer);
    }
    this.#failures += 1;
  }
}
