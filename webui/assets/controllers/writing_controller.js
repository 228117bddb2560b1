import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { ask } from "../dialogs/ask.js";
import { say } from "../language/words.js";
import { here } from "../reading/here.js";
import { placeInSource, topOf } from "../reading/place.js";
import { keepStanding, takeStanding } from "../reading/standing.js";
import { fetchPage, fetchPlain } from "../server/http.js";
import { Desk } from "../writing/desk.js";
import { fleeAll, flushAll, isUnsaved } from "../writing/savers.js";
import { countSoon } from "../writing/words.js";

const COUNT_PAUSE = 500;

/** A page that is written where it stands: a click or E begins, Escape ends, and it saves itself all the while. */
export default class extends Controller {
  static targets = ["article", "text", "form", "mode"];
  #desk = null;
  #isOpening = false;
  #missed = 0;
  #stopCounting = () => {};
  #timer = 0;

  connect() {
    if (here.isWriting) {
      this.#continue();
    }
  }

  disconnect() {
    clearTimeout(this.#timer);
    this.#stopCounting();
    this.#desk?.close();
    this.#desk = null;
  }

  turn(event) {
    event.preventDefault();
    return here.isWriting ? this.end() : this.begin();
  }

  /** A click on the text begins to write at that letter; one on a link, or one that selects, does not. */
  click(event) {
    const isOther =
      event.target.closest("a, input, summary, button") || !getSelection().isCollapsed;
    if (event.button === 0 && !isOther && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      this.begin(event);
    }
  }

  /** A command of the editor, from the palette or from keys that were pressed elsewhere. */
  act({ detail: { name } }) {
    this.#desk?.act(name);
  }

  async begin(event) {
    if (here.isWriting) {
      this.#desk?.view.focus();
      return;
    }
    if (this.#isOpening) {
      return;
    }
    const point = event?.clientY ? event : topOf(this.articleTarget);
    await this.#open(async () => {
      const page = await fetchPlain(here.url);
      const position = placeInSource(this.articleTarget, page.body, point);
      return [page, () => this.#desk.goTo(position, point.clientY)];
    });
  }

  /** The server sent the page ready to be written; what was typed since is taken over. */
  #continue() {
    if ("isLong" in this.textTarget.dataset) {
      return this.#open(async () => [
        await fetchPlain(here.url),
        () => this.#return(takeStanding()),
      ]);
    }
    const body = this.textTarget.defaultValue;
    return this.#open(async () => [
      { id: here.id, body, revision: here.revision },
      () => {
        if (this.textTarget.value !== body) {
          this.#desk.take(this.textTarget.value, this.textTarget.selectionStart);
        } else if (
          document.activeElement === document.body ||
          document.activeElement === this.textTarget
        ) {
          this.#return(takeStanding());
        }
      },
    ]);
  }

  /** Back to where the person was when the notebook was locked, or to the beginning. */
  #return({ cursor = this.#desk.cursor, scroll = 0, height }) {
    this.#desk.goTo(cursor);
    requestAnimationFrame(() => {
      window.scrollTo(0, scroll);
      if (height !== undefined) {
        // Lines above that are not drawn yet have a guessed height: the line itself says where it was.
        this.#desk.goTo(cursor, height);
      }
    });
  }

  /** The notebook is being locked. */
  mark() {
    if (this.#desk) {
      keepStanding({ cursor: this.#desk.cursor, height: this.#desk.cursorHeight });
    }
  }

  async #open(prepare) {
    this.#isOpening = true;
    try {
      const [page, enter] = await prepare();
      const desk = await Desk.open({
        parent: this.formTarget,
        page,
        tell: (state, detail) => this.#tell(state, detail),
        leave: () => this.#leaveByKey(),
      });
      if (!this.element.isConnected) {
        desk.close();
        return;
      }
      this.#desk = desk;
      this.#show(true);
      enter();
      this.#count();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isOpening = false;
    }
  }

  async end() {
    if (!this.#desk || !(await this.#desk.saver.flush())) {
      return;
    }
    const page = await this.#fetch();
    if (page) {
      this.#desk?.close();
      this.#desk = null;
      this.#show(false);
      this.dispatch("page", { target: window, detail: page });
    }
  }

  async #fetch(fetchIt = () => fetchPage(here.url)) {
    try {
      return await fetchIt();
    } catch (error) {
      this.#fail(error);
      return null;
    }
  }

  #fail({ message, status }) {
    const sentence = status ? message : say("Inglenook does not answer; trying again.");
    this.#tell("failed", { sentence, status });
  }

  #leaveByKey() {
    this.end();
    return true;
  }

  #show(isWriting) {
    if (isWriting) {
      here.isWriting = true;
    } else {
      here.leaveWriting();
    }
    this.textTarget.hidden = isWriting;
    this.modeTarget.textContent = isWriting ? say("Read") : say("Edit");
    this.modeTarget.title = isWriting ? say("Read (Esc)") : say("Edit (E)");
  }

  hear({ detail: { page, revision, late } }) {
    const isOurs = this.#desk && page === here.id;
    if (!isOurs || (late && revision <= this.#desk.saver.manuscript.revision)) {
      return;
    }
    if (this.#desk.saver.unsaved) {
      // The save that is coming brings home what others wrote.
      this.#missed = revision;
    } else if (!this.#desk.saver.wrote(revision)) {
      this.look();
    }
  }

  async look() {
    if (this.#desk && !this.#desk.saver.unsaved) {
      const page = await this.#fetch(() => fetchPlain(here.url));
      if (page && this.#desk) {
        this.#desk.saver.manuscript.receive(page);
        here.rename(page);
        this.#tell(this.#desk.saver.unsaved ? "saving" : "saved", page);
      }
    }
  }

  /** Turbo is about to show another page. */
  async leave(event) {
    if (!isUnsaved()) {
      return;
    }
    event.preventDefault();
    const question = say(
      "This page is not saved yet. Its text is kept while this window stays open. Leave the page?",
    );
    if (
      (await flushAll()) ||
      (await ask(question, { button: say("Leave page"), stay: say("Stay here") }))
    ) {
      visit(event.detail.url);
    }
  }

  guard(event) {
    if (isUnsaved()) {
      event.preventDefault();
    }
  }

  flee() {
    fleeAll();
  }

  save() {
    if (document.hidden) {
      flushAll();
    }
  }

  #tell(state, detail = {}) {
    this.dispatch("state", { target: window, detail: { ...detail, state } });
    if (detail.status === 401) {
      this.dispatch("locked", { prefix: "news", target: window });
    }
    if (detail.conflict) {
      this.#choose({ base: detail.base, mine: detail.sent });
    }
    if (state === "saved") {
      this.#catchUp(detail.revision);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#count(), COUNT_PAUSE);
  }

  /** Whoever chooses nothing finds their text in a notice, and among the earlier versions. */
  async #choose(texts) {
    if (!(await this.#desk?.choose(texts))) {
      this.dispatch("conflict", { target: window, detail: { text: texts.mine } });
    }
  }

  /** News that came while a save was on its way was of that save, or of one after it. */
  #catchUp(revision) {
    const missed = this.#missed;
    this.#missed = 0;
    if (missed === revision) {
      this.#desk?.saver.wrote(revision);
    } else if (missed > revision) {
      this.look();
    }
  }

  #count() {
    if (this.#desk) {
      this.#stopCounting();
      this.#stopCounting = countSoon(this.#desk.text, (words) =>
        this.dispatch("words", { target: window, detail: { words } }),
      );
    }
  }
}
