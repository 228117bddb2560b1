import { ChangeSet, Text } from "@codemirror/state";
import { difference } from "./difference.js";

/**
 * A text that is being written here while others may write it elsewhere.
 *
 * It knows the revision it started from and every edit since, so that whatever the server holds by now comes in as small
 * changes around those edits, and nothing typed in the meantime is lost.
 */
export class Manuscript {
  #held;
  #edits;
  #sent = null;

  constructor(text, revision) {
    this.#held = toText(text);
    this.#edits = ChangeSet.empty(this.#held.length);
    this.doc = this.#held;
    this.revision = revision;
    this.receiveChanges = () => {};
  }

  get dirty() {
    return !this.#edits.empty;
  }

  /** The person changed the text. */
  edit(changes) {
    this.doc = changes.apply(this.doc);
    this.#edits = this.#edits.compose(changes);
    if (this.#sent) {
      this.#sent.since = this.#sent.since.compose(changes);
    }
  }

  /** What is to be saved, and the revision it started from. */
  send() {
    this.#sent = { doc: this.doc, since: ChangeSet.empty(this.doc.length), base: this.#held };
    return { text: this.doc.toString(), base: this.revision };
  }

  /** The server took what was sent. `body` is what it made of it, or null when it stands as sent. */
  settle({ revision, body }) {
    const { doc, since } = this.#sent;
    this.#rebase(doc, body === null ? doc : toText(body), since, revision);
  }

  /** The text that what was sent last started from. */
  get baseOfSent() {
    return this.#sent?.base ?? null;
  }

  /** What was sent did not arrive. */
  giveBack() {
    this.#sent = null;
  }

  /** The server holds another text by now. */
  receive({ revision, body }) {
    if (revision > this.revision && this.#sent === null) {
      this.#rebase(this.#held, toText(body), this.#edits, revision);
    }
  }

  forget() {
    this.#held = Text.empty;
    this.doc = Text.empty;
    this.#edits = ChangeSet.empty(0);
    this.#sent = null;
    this.receiveChanges = () => {};
  }

  #rebase(from, to, local, revision) {
    const theirs = difference(from, to);
    const incoming = theirs.map(local);
    this.#edits = local.map(theirs, true);
    this.#held = to;
    this.#sent = null;
    this.revision = revision;
    if (!incoming.empty) {
      this.doc = incoming.apply(this.doc);
      this.receiveChanges(incoming);
    }
  }
}

export function toText(text) {
  return Text.of(text.split(/\r\n?|\n/));
}
