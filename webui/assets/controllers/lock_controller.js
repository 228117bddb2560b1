import { Controller } from "@hotwired/stimulus";
import { cache } from "@hotwired/turbo";
import { ask } from "../dialogs/ask.js";
import { say } from "../language/words.js";
import { here } from "../reading/here.js";
import { keepStanding } from "../reading/standing.js";
import { draftAll } from "../writing/drafts.js";
import { abandonAll, flushAll } from "../writing/savers.js";

const LOST_AFTER = 2000;
// A draft takes a moment, and the page is blank by then; after this it is left, whatever the disk does.
const DRAFT_WAIT = 1500;

/** The notebook was locked or opened in another window; this one follows at once. */
export default class extends Controller {
  static targets = ["form"];
  static values = { next: String };
  #isLeaving = false;

  /** Nothing of the notebook stays: not on the screen, not in memory, not in the back button. */
  async blank() {
    // While the page still stands there: what is written notes where its cursor is.
    this.dispatch("blank", { target: window });
    keepStanding({ scroll: window.scrollY });
    const drafted = draftAll();
    abandonAll();
    const path = this.#path;
    document.body.replaceChildren();
    document.title = "Inglenook";
    cache.clear();
    await Promise.race([drafted, new Promise((done) => setTimeout(done, DRAFT_WAIT))]);
    // The window that logs out is on its way already, unless its answer got lost.
    setTimeout(
      () => location.replace(`/login?next=${encodeURIComponent(path)}`),
      this.#isLeaving ? LOST_AFTER : 0,
    );
  }

  /** What is being written is saved before the log-out, which would make it unreadable. */
  async settle(event) {
    event.preventDefault();
    if (!((await flushAll()) || (await this.#askAboutDrafts()))) {
      return;
    }
    abandonAll();
    this.#isLeaving = true;
    // The page may have got another address since the form was made.
    this.formTarget.elements.next.value = this.#path;
    this.formTarget.submit();
  }

  async #askAboutDrafts() {
    const sentence = {
      saved: null,
      kept: say(
        "What you wrote last could not be saved. A draft of it is kept, encrypted, and offered when you log in again.",
      ),
      unsaved: say(
        "What you wrote last could not be saved. A draft of it is kept for as long as Inglenook runs, and offered when you log in again.",
      ),
    }[await draftAll()];
    return sentence === null || ask(sentence, { button: say("Log out") });
  }

  get #path() {
    return here.isWriting ? `${here.url}?edit=1` : location.pathname + location.search;
  }

  /** A page that the browser kept whole, from before a log-out perhaps, is asked for again. */
  reload({ persisted }) {
    if (persisted) {
      location.reload();
    }
  }

  /** This window opens the notebook itself, and is on its way already. */
  hold() {
    this.#isLeaving = true;
  }

  follow({ detail }) {
    if (detail.late) {
      this.look();
      return;
    }
    this.#goOn();
  }

  #goOn() {
    if (this.#isLeaving || "leaving" in document.documentElement.dataset) {
      return;
    }
    location.replace(this.nextValue || "/");
  }

  /** The stream was broken: another window may have opened the notebook in the meantime. */
  async look() {
    const { redirected } = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (redirected) {
      this.#goOn();
    }
  }
}
