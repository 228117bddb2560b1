import { WidgetType } from "@codemirror/view";
import { here } from "../../reading/here.js";
import { post } from "../../server/http.js";

// Formulas, embeds that stand by themselves, and terms with what they mean.
const PARAGRAPHS = [
  /(?<![\\$\p{L}\p{N}])\$\$?[^\s$][^$]*\$/u,
  /^!\[\[[^[\]\n]+\]\]\s*$/,
  /\n:[ \t]+\S/,
];
const CALLOUT = /^>\s*\[![A-Za-z]/;
const QUERY = /^(?:`{3,}|~{3,})\s*query\b/;
const LONGEST = 20_000;
const MOST_KEPT = 100;

// What the server drew of a text, for blocks that show nothing of other pages.
const kept = new Map();

/** Whether a block is one that only the server can draw: maths, an embed, a callout, a query. */
export function isDrawnElsewhere({ doc }, { name, from, to }) {
  const begins = (pattern) => pattern.test(doc.sliceString(from, Math.min(to, from + 40)));
  if (to - from > LONGEST) {
    return false;
  }
  if (name === "Paragraph") {
    const text = doc.sliceString(from, to);
    return PARAGRAPHS.some((pattern) => pattern.test(text));
  }
  return (name === "Blockquote" && begins(CALLOUT)) || (name === "FencedCode" && begins(QUERY));
}

/** A block as the server draws it for the reading view. */
export class Drawn extends WidgetType {
  constructor(text) {
    super();
    this.text = text;
  }

  eq(other) {
    return other.text === this.text;
  }

  toDOM(view) {
    const room = document.createElement("div");
    room.className = "md-drawn prose";
    room.textContent = this.text;
    this.#fill(room, view);
    room.addEventListener("mousedown", (event) => enter(view, room, event));
    return room;
  }

  async #fill(room, view) {
    try {
      // The server lets nothing through that could run: it is what the reading view shows.
      room.innerHTML = (await drawn(this.text)) || room.innerHTML;
      view.requestMeasure();
    } catch {
      // Without an answer the source stands there.
    }
  }

  ignoreEvent() {
    return true;
  }
}

async function drawn(text) {
  if (!kept.has(text)) {
    const slug = decodeURIComponent(here.url.slice("/pages/".length));
    const { html } = await post("/complete/drawn", { text, slug });
    if (QUERY.test(text) || text.includes("![[")) {
      return html;
    }
    kept.set(text, html);
    if (kept.size > MOST_KEPT) {
      kept.delete(kept.keys().next().value);
    }
  }
  return kept.get(text);
}

/** A click leads to the source of the block, but for one on a link, or on what folds and ticks. */
function enter(view, room, event) {
  if (event.button !== 0 || event.target.closest("a, summary, input, button")) {
    return;
  }
  event.preventDefault();
  view.dispatch({ selection: { anchor: view.posAtDOM(room) } });
  view.focus();
}
