import { post, Refused } from "../server/http.js";

const PAUSE = 600;
const RETRIES = [1000, 2000, 5000, 10_000, 15_000];
// Past this a browser refuses to carry a request beyond the end of its page.
const KEEPALIVE_BYTES = 60_000;

/**
 * Saves a manuscript a moment after the last key, one save at a time, and tries again until it worked.
 * The page is named by its number: it may be renamed meanwhile, and its address lead to another one.
 * `tell` hears the states "saving", "saved" (with the answer) and "failed" (with a sentence).
 */
export class Saver {
  #timer = 0;
  #sending = null;
  #failures = 0;
  #own = new Set();
  #draft = null;

  constructor(manuscript, url, page) {
    this.manuscript = manuscript;
    this.url = url;
    this.page = page;
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
      const fields = { body: text, base, page: this.page };
      post(this.url, fields, { keepalive: text.length < KEEPALIVE_BYTES }).catch(() => {});
    }
  }

  /** The text as it is handed in when it cannot be saved, under one name however often. */
  draft() {
    this.#draft ??= newId();
    const { doc, revision } = this.manuscript;
    const title = document.title;
    return { id: this.#draft, page: this.page, title, base: revision, body: doc.toString() };
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
      const answer = await post(this.url, { body: text, base, page: this.page });
      this.#own.add(answer.revision);
      const started = answer.conflict ? this.manuscript.baseOfSent.toString() : null;
      this.manuscript.settle(answer);
      this.#failures = 0;
      this.#sending = null;
      this.#dropDraft();
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

  /** What was handed in stands in its page by now. */
  #dropDraft() {
    if (this.#draft) {
      // Nothing is lost when it fails: the draft is then offered although nobody needs it.
      post(`/drafts/${this.#draft}/discard`).catch(() => {});
      this.#draft = null;
    }
  }

  #fail(error) {
    // What the server refused on purpose it would refuse again, until the text is another one.
    const isFinal = error instanceof Refused && error.status < 500;
    const cause = error instanceof Refused ? error.message : null;
    this.tell("failed", { sentence: isFinal ? cause : null, cause, status: error.status });
    this.#later(RETRIES[Math.min(this.#failures, RETRIES.length - 1)]);
    if (isFinal) {
      clearTimeout(this.#timer);
    }
    this.#failures += 1;
  }
}

/** A random UUID (RFC 9562 section 5.4). `crypto.randomUUID` is not there in every web view. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
