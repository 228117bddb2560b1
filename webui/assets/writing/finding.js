import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  replaceAll,
  replaceNext,
  SearchQuery,
  search,
  searchKeymap,
  setSearchQuery,
} from "@codemirror/search";
import { keymap, runScopeHandlers } from "@codemirror/view";
import { say, sayCount, sayNumber } from "../language/words.js";

const MOST_COUNTED = 1000;
const PAUSE = 150;

/** Finding and replacing within the page. */
export function finding() {
  return [
    search({ top: true, createPanel: (view) => new Panel(view) }),
    keymap.of(searchKeymap.filter(({ key }) => /^(F3|Mod-g|Escape|Mod-d)$/.test(key))),
  ];
}

class Panel {
  #timer = 0;
  top = true;

  constructor(view) {
    this.view = view;
    const query = getSearchQuery(view.state);
    this.search = field(say("Find"), query.search, true);
    this.replace = field(say("Replace with"), query.replace);
    this.caseSensitive = turn("Aa", say("Upper and lower case"), query.caseSensitive);
    this.wholeWord = turn("“ ”", say("Whole words"), query.wholeWord);
    this.regexp = turn(".*", say("Regular expression"), query.regexp);
    this.count = make("span", "finding__count");
    this.count.setAttribute("role", "status");
    this.dom = make("div", "finding");
    this.dom.setAttribute("role", "search");
    this.dom.setAttribute("aria-label", say("Find and replace in the page"));
    this.dom.append(
      row(
        this.search,
        this.count,
        this.caseSensitive,
        this.wholeWord,
        this.regexp,
        button("↑", say("Find the one before"), () => findPrevious(view)),
        button("↓", say("Find the next one"), () => findNext(view)),
        button("✕", say("Close"), () => closeSearchPanel(view)),
      ),
      row(
        this.replace,
        worded(say("Replace"), () => replaceNext(view)),
        worded(say("Replace all"), () => replaceAll(view)),
      ),
    );
    for (const element of [this.search, this.replace]) {
      element.addEventListener("input", () => this.#commit());
    }
    for (const element of [this.caseSensitive, this.wholeWord, this.regexp]) {
      element.addEventListener("click", () => {
        element.setAttribute("aria-pressed", element.getAttribute("aria-pressed") !== "true");
        this.#commit();
      });
    }
    this.dom.addEventListener("keydown", (event) => this.#press(event));
  }

  mount() {
    this.search.select();
    this.#tellCount();
  }

  update({ docChanged, transactions }) {
    const isOther = transactions.some(({ effects }) =>
      effects.some((each) => each.is(setSearchQuery)),
    );
    if (isOther) {
      const { search: text } = getSearchQuery(this.view.state);
      if (text !== this.search.value) {
        this.search.value = text;
      }
    }
    if (isOther || docChanged) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#tellCount(), PAUSE);
    }
  }

  destroy() {
    clearTimeout(this.#timer);
  }

  #commit() {
    const isOn = (element) => element.getAttribute("aria-pressed") === "true";
    const query = new SearchQuery({
      search: this.search.value,
      replace: this.replace.value,
      caseSensitive: isOn(this.caseSensitive),
      wholeWord: isOn(this.wholeWord),
      regexp: isOn(this.regexp),
      literal: !isOn(this.regexp),
    });
    this.view.dispatch({ effects: setSearchQuery.of(query) });
    if (query.valid) {
      findFirst(this.view, query);
    }
  }

  #press(event) {
    if (runScopeHandlers(this.view, event, "search-panel")) {
      event.preventDefault();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      closeSearchPanel(this.view);
    } else if (event.key === "Enter" && event.target === this.search) {
      event.preventDefault();
      (event.shiftKey ? findPrevious : findNext)(this.view);
    } else if (event.key === "Enter" && event.target === this.replace) {
      event.preventDefault();
      replaceNext(this.view);
    }
  }

  #tellCount() {
    const query = getSearchQuery(this.view.state);
    this.search.classList.toggle("finding__field--wrong", query.search !== "" && !query.valid);
    if (query.search === "" || !query.valid) {
      this.count.textContent = "";
      return;
    }
    let count = 0;
    for (
      const cursor = query.getCursor(this.view.state);
      count <= MOST_COUNTED && !cursor.next().done;
    ) {
      count += 1;
    }
    this.count.textContent =
      count > MOST_COUNTED
        ? say("over {count}", { count: sayNumber(MOST_COUNTED) })
        : sayCount("{count} match", "{count} matches", count);
  }
}

/** Shows the first one at or behind the cursor while one types, and leaves the focus in the field. */
function findFirst(view, query) {
  const { from } = view.state.selection.main;
  let found = query.getCursor(view.state, from).next();
  if (found.done) {
    found = query.getCursor(view.state).next();
  }
  if (!found.done) {
    const { from: anchor, to: head } = found.value;
    view.dispatch({
      selection: { anchor, head },
      scrollIntoView: true,
      userEvent: "select.search",
    });
  }
}

function field(label, value, isMain = false) {
  const input = make("input", "finding__field");
  input.type = "text";
  input.value = value;
  input.placeholder = label;
  input.setAttribute("aria-label", label);
  input.setAttribute("autocomplete", "off");
  input.spellcheck = false;
  if (isMain) {
    input.setAttribute("main-field", "true");
  }
  return input;
}

function turn(sign, label, isOn) {
  const element = button(sign, label, () => {});
  element.setAttribute("aria-pressed", isOn);
  return element;
}

function button(sign, label, act) {
  const element = worded(sign, act);
  element.className = "finding__button";
  element.title = label;
  element.setAttribute("aria-label", label);
  return element;
}

function worded(words, act) {
  const element = make("button", "finding__button finding__button--words");
  element.type = "button";
  element.textContent = words;
  element.addEventListener("click", act);
  return element;
}

function row(...parts) {
  const element = make("div", "finding__row");
  element.append(...parts);
  return element;
}

function make(name, className) {
  const element = document.createElement(name);
  element.className = className;
  return element;
}
