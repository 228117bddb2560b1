import { here } from "../reading/here.js";
import { Saver } from "./saver.js";
import { release, saverOf } from "./savers.js";

// The policy of the first page holds for as long as this window's document lives, and so does its nonce.
const nonce = document.querySelector('meta[name="csp-nonce"]').content;
const address = document.querySelector('meta[name="inglenook-editor"]').content;
const styles = document.querySelector('meta[name="inglenook-editor-styles"]').content;

/** Where a page is written: its editor, and the saver that goes on without it. */
export class Desk {
  /** `page` is the page as the server has it, `tell` hears the saver's states, `leave` that Escape was pressed. */
  static async open({ parent, page, tell, leave }) {
    const [tools] = await Promise.all([import(address), addStyles()]);
    const saver = saverOf(
      page.id,
      () => new Saver(new tools.Manuscript(page.body, page.revision), here.url, page.id),
    );
    saver.manuscript.receive(page);
    saver.tell = tell;
    const view = tools.openEditor({
      parent,
      manuscript: saver.manuscript,
      nonce,
      changed: () => saver.touch(),
      leave,
    });
    return new Desk(page.id, saver, view, tools);
  }

  #tools;

  constructor(id, saver, view, tools) {
    this.#tools = tools;
    this.id = id;
    this.saver = saver;
    this.view = view;
  }

  get text() {
    return this.view.state.doc;
  }

  get cursor() {
    return this.view.state.selection.main.head;
  }

  /** How far below the top of the window the cursor stands; undefined while its line is not drawn. */
  get cursorHeight() {
    return this.view.coordsAtPos(this.cursor)?.top;
  }

  /** Does what a command of the editor says, as its keys would. */
  act(name) {
    this.view.focus();
    this.#tools.acts[name]?.(this.view);
  }

  /** Two windows changed the same lines: lets the person say which words stay. Answers whether they did. */
  choose(texts) {
    return this.#tools.choose(this.view, texts);
  }

  /** Puts the cursor at a letter, which then stands at `height` on the screen when one is given. */
  goTo(position, height) {
    const anchor = Math.min(position, this.text.length);
    if (height === undefined) {
      this.view.dispatch({ selection: { anchor }, scrollIntoView: true });
    } else {
      this.view.dispatch({ selection: { anchor }, effects: this.#tools.holdAt(anchor, height) });
      // Lines above get their true height once they are drawn, so the place is put right once more.
      requestAnimationFrame(() =>
        this.view.dispatch({ effects: this.#tools.holdAt(anchor, height) }),
      );
    }
    this.view.contentDOM.focus({ preventScroll: true });
  }

  /** Takes over what was typed while the editor was still on its way. */
  take(text, cursor) {
    if (text !== this.text.toString()) {
      this.view.dispatch({
        changes: { from: 0, to: this.text.length, insert: text },
        userEvent: "input",
      });
    }
    this.goTo(cursor);
  }

  /** The editor goes; what is not saved goes on being saved. */
  close() {
    this.saver.tell = () => {};
    this.saver.manuscript.receiveChanges = () => {};
    this.view.destroy();
    this.saver.flush().then(() => release(this.id));
  }
}

let added = null;

/** The editor's looks, once for each window. */
function addStyles() {
  added ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = styles;
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => {
      added = null;
      link.remove();
      reject(new Error("The editor's styles did not load."));
    });
    document.head.append(link);
  });
  return added;
}
