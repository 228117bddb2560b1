import { WidgetType } from "@codemirror/view";
import { drawInline } from "./drawing.js";

/** A table, drawn. */
export class Table extends WidgetType {
  constructor(node, text) {
    super();
    this.node = node;
    this.text = text;
  }

  eq(other) {
    return other.text === this.text;
  }

  get estimatedHeight() {
    return (this.text.split("\n").length - 1) * 40;
  }

  toDOM(view) {
    const room = document.createElement("div");
    room.className = "md-table";
    const table = document.createElement("table");
    const sides = sidesOf(this.text.split("\n")[1] ?? "");
    for (const row of this.node.getChildren("TableHeader")) {
      table.append(this.#row(row, "th", sides));
    }
    for (const row of this.node.getChildren("TableRow")) {
      table.append(this.#row(row, "td", sides));
    }
    room.append(table);
    room.addEventListener("mousedown", (event) => enter(view, room, event));
    return room;
  }

  #row(node, name, sides) {
    const row = document.createElement("tr");
    const cells = cellsOf(node);
    const count = Math.max(sides.length, 1);
    for (let at = 0; at < count; at += 1) {
      const cell = document.createElement(name);
      const side = sides[at];
      if (side) {
        cell.align = side;
      }
      const source = cells[at];
      cell.dataset.offset = (source ? source.from : node.to) - this.node.from;
      if (source) {
        drawInline(cell, source, this.text, this.node.from);
      }
      row.append(cell);
    }
    return row;
  }

  ignoreEvent() {
    return true;
  }
}

/** The cells of a row, empty ones too, which the tree does not name. */
function cellsOf(row) {
  const cells = [];
  let cell = null;
  let isOpen = false;
  for (let at = row.firstChild; at; at = at.nextSibling) {
    if (at.name === "TableCell") {
      cell = at;
    } else if (at.name === "TableDelimiter") {
      if (isOpen || cell || at.from > row.from) {
        cells.push(cell);
      }
      isOpen = true;
      cell = null;
    }
  }
  return cell ? [...cells, cell] : cells;
}

function sidesOf(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((part) => {
      const mark = part.trim();
      const isEnd = mark.endsWith(":");
      if (mark.startsWith(":")) {
        return isEnd ? "center" : "left";
      }
      return isEnd ? "right" : "";
    });
}

/** A click on a cell puts the cursor into its text. */
function enter(view, room, event) {
  const cell = event.target.closest("[data-offset]");
  if (event.button !== 0 || event.target.closest("[data-href], [data-page-title]")) {
    return;
  }
  event.preventDefault();
  const at = view.posAtDOM(room) + Number(cell?.dataset.offset ?? 0);
  view.dispatch({ selection: { anchor: at } });
  view.focus();
}
