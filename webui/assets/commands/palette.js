import { visit } from "@hotwired/turbo";
import { say, sayCount } from "../language/words.js";
import { hasMod } from "../reading/keys.js";
import { fetchJson, post } from "../server/http.js";
import { run } from "./acts.js";
import { fit } from "./fuzzy.js";
import { sayKeys } from "./keys.js";
import { commands, isOffered } from "./table.js";

const MOVES = { ArrowDown: 1, ArrowUp: -1 };
const MOST = 30;
const LEAST_FIT = 3;

/** Opens the field that finds every command and page by a few letters. */
export function openPalette() {
  if (!document.getElementById("palette")) {
    new Palette().open();
  }
}

class Palette {
  #used = {};
  #pages = [];
  #asked = null;
  #items = [];
  #chosen = 0;

  constructor() {
    this.input = make("input", "search__input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: "300",
      "aria-label": say("Find a command or page"),
      placeholder: say("Find a command or page"),
      "aria-controls": "palette-rows",
      "aria-expanded": "true",
      "aria-autocomplete": "list",
    });
    this.rows = make("ol", "palette__rows", {
      id: "palette-rows",
      role: "listbox",
      "aria-label": say("Commands and pages"),
    });
    this.spoken = make("p", "unseen", { role: "status" });
    this.dialog = make("dialog", "finder palette", {
      id: "palette",
      "aria-label": say("Find a command or page"),
    });
    const head = make("div", "search__form");
    const results = make("div", "finder__results", { tabindex: "0" });
    head.append(this.input);
    results.append(this.rows);
    this.dialog.append(head, results, this.spoken);
    this.input.addEventListener("input", () => this.#look());
    this.dialog.addEventListener("keydown", (event) => this.#press(event));
    this.dialog.addEventListener("click", (event) => this.#click(event));
  }

  open() {
    const before = document.activeElement;
    this.dialog.addEventListener("close", () => {
      this.dialog.remove();
      before?.isConnected && before.focus({ preventScroll: true });
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.input.focus();
    this.#show();
    this.#ask("/commands/used", (used) => {
      this.#used = used;
    });
    this.#look();
  }

  /** Commands are here at once; pages as the server answers, one question at a time. */
  async #look() {
    this.#chosen = 0;
    this.#show();
    const typed = this.input.value;
    if (this.#asked !== null) {
      this.#asked = typed;
      return;
    }
    this.#asked = typed;
    await this.#ask(`/complete/pages?q=${encodeURIComponent(typed)}`, (pages) => {
      this.#pages = pages;
    });
    const latest = this.#asked;
    this.#asked = null;
    if (latest !== typed) {
      this.#look();
    }
  }

  async #ask(address, take) {
    try {
      take(await fetchJson(address));
      this.#show();
    } catch {
      // Without an answer the commands are all there is; the next letter asks again.
    }
  }

  #show() {
    this.#items = this.#find();
    this.rows.replaceChildren(...this.#items.map((item, at) => rowOf(item, at)));
    this.#choose(Math.min(this.#chosen, this.#items.length - 1));
    this.spoken.textContent = sayCount("{count} match", "{count} matches", this.#items.length);
  }

  #find() {
    const typed = this.input.value.trim();
    const uses = (name) => Math.min(this.#used[name] ?? 0, 20);
    const ranked = [
      ...commands()
        .filter((command) => isOffered(command) && command.name !== "palette")
        .map((command) => ({ command, fit: fit(command.words, typed), uses: uses(command.name) })),
      ...this.#pages.map((page) => ({ page, fit: fit(page.title, typed), uses: uses(page.url) })),
    ].filter((item) => (typed ? item.fit >= LEAST_FIT : item.fit > 0));
    ranked.sort((one, other) => rank(other, typed) - rank(one, typed));
    const found = ranked.slice(0, MOST);
    const isThere = this.#pages.some(({ title }) => title.toLowerCase() === typed.toLowerCase());
    if (typed) {
      found.push({ query: typed });
    }
    return typed && !isThere ? [...found, { title: typed }] : found;
  }

  #press(event) {
    if (event.isComposing) {
      return;
    }
    if (event.key in MOVES && this.#items.length) {
      event.preventDefault();
      const count = this.#items.length;
      this.#choose((this.#chosen + MOVES[event.key] + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#take(this.#items[this.#chosen], event);
    }
  }

  #click(event) {
    const row = event.target.closest(".palette__row");
    if (row) {
      this.#take(this.#items[Number(row.dataset.at)], event);
    } else if (event.target === this.dialog) {
      this.dialog.close();
    }
  }

  #choose(at) {
    this.#chosen = Math.max(0, at);
    for (const [index, row] of [...this.rows.children].entries()) {
      row.setAttribute("aria-selected", index === this.#chosen);
    }
    const row = this.rows.children[this.#chosen];
    this.input.setAttribute("aria-activedescendant", row?.id ?? "");
    row?.scrollIntoView({ block: "nearest" });
  }

  #take(item, event) {
    if (!item) {
      return;
    }
    this.dialog.close();
    const { command, page, query, title } = item;
    if (query || title) {
      query ? search(query) : makePage(title);
      return;
    }
    // Only an order in a list hangs on it.
    post("/commands/used", { name: command?.name ?? page.url }, { keepalive: true }).catch(
      () => {},
    );
    if (command) {
      run(command);
    } else if (hasMod(event)) {
      window.dispatchEvent(new CustomEvent("shortcuts:open", { detail: { path: page.url } }));
    } else {
      visit(page.url);
    }
  }
}

/** What was typed as a whole comes first, then what is used most. */
function rank({ fit: fits, uses, page }, typed) {
  const own = page && !typed ? 2 : 0;
  return (typed ? fits : 0) + uses * (typed ? 0.7 : 1) + own;
}

function rowOf({ command, page, query, title }, at) {
  const row = make("li", "palette__row", {
    id: `palette-${at}`,
    role: "option",
    "aria-selected": "false",
    "data-at": at,
  });
  const words = make("span", page ? "palette__words palette__words--page" : "palette__words");
  words.dir = "auto";
  words.textContent =
    command?.words ??
    page?.title ??
    (query
      ? say("Search all pages for “{query}”", { query })
      : say("New page “{title}”", { title }));
  if (page) {
    stepBack(words, page);
  }
  row.append(words);
  const hint = make(command ? "kbd" : "span", "palette__hint");
  hint.textContent = command?.keys[0] ? sayKeys(command.keys[0]) : (page?.when ?? "");
  row.append(hint);
  return row;
}

/** The folders of a page are said more softly than its name. */
function stepBack(words, { title, url }) {
  const parts = title.split("/");
  if (parts.length > 1 && parts.length === url.split("/").length - 2) {
    const above = make("span", "palette__above");
    above.textContent = title.slice(0, title.lastIndexOf("/") + 1);
    words.replaceChildren(above, title.slice(above.textContent.length));
  }
}

function search(query) {
  window.dispatchEvent(new CustomEvent("shortcuts:search", { detail: { query } }));
}

function makePage(title) {
  const form = document.querySelector("form[action='/pages/']").cloneNode(true);
  const field = make("input", "", { type: "hidden", name: "title", value: title });
  form.hidden = true;
  form.append(field);
  document.body.append(form);
  form.requestSubmit();
  form.remove();
}

function make(name, className, attributes = {}) {
  const element = document.createElement(name);
  element.className = className;
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}
