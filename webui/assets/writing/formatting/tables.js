import { ensureSyntaxTree } from "@codemirror/language";
import { boundsOf, readTable, writeTable } from "./table-text.js";

const PATIENCE = 50;

/** Goes to the next cell; behind the last one a row is added. Declines outside of tables. */
export function nextCell(view) {
  return change(view, ({ rows, sides, row, column }) => {
    if (column + 1 < sides.length) {
      return [row, column + 1];
    }
    if (row + 1 === rows.length) {
      rows.push(sides.map(() => ""));
    }
    return [row + 1, 0];
  });
}

export function formerCell(view) {
  return change(view, ({ sides, row, column }) => {
    if (column > 0) {
      return [row, column - 1];
    }
    return row > 0 ? [row - 1, sides.length - 1] : [0, 0];
  });
}

/** Adds a row below this one; in a last row that is empty, the table ends instead. */
export function nextRow(view) {
  return change(view, (table) => {
    const { rows, sides, row } = table;
    const isEnd = row > 0 && row + 1 === rows.length && rows[row].every((cell) => cell === "");
    if (isEnd) {
      rows.pop();
      return null;
    }
    rows.splice(
      row + 1,
      0,
      sides.map(() => ""),
    );
    return [row + 1, 0];
  });
}

export const NEW_TABLE = "|     |     |\n| --- | --- |\n|     |     |";

function change(view, act) {
  const place = placeOf(view.state);
  if (!place) {
    return false;
  }
  const table = { ...readTable(place.text), row: place.row, column: place.column };
  const target = act(table);
  const insert = writeTable(table);
  view.dispatch({
    changes: { from: place.from, to: place.to, insert: target ? insert : `${insert}\n` },
    selection: target
      ? selectionOf(place.from, insert, target)
      : { anchor: place.from + insert.length + 1 },
    scrollIntoView: true,
    userEvent: "input",
  });
  return true;
}

function placeOf(state) {
  const { head } = state.selection.main;
  const node = tableAt(state, head);
  if (!node) {
    return null;
  }
  const first = state.doc.lineAt(node.from);
  const from = first.from;
  const to = state.doc.lineAt(node.to).to;
  const line = state.doc.lineAt(head);
  const number = line.number - first.number;
  const at = head - line.from;
  const bounds = boundsOf(line.text);
  const found = bounds.findLastIndex((bound) => bound.from <= at);
  return {
    from,
    to,
    text: state.sliceDoc(from, to),
    row: number < 2 ? 0 : number - 1,
    column: Math.max(0, found),
  };
}

function tableAt(state, position) {
  const tree = ensureSyntaxTree(state, position, PATIENCE);
  for (const side of [-1, 1]) {
    for (let node = tree?.resolveInner(position, side); node; node = node.parent) {
      if (node.name === "Table") {
        return node;
      }
    }
  }
  return null;
}

/** The words of the cell are selected, so that typing puts others in their place. */
function selectionOf(start, text, [row, column]) {
  const lines = text.split("\n");
  const number = row === 0 ? 0 : row + 1;
  const before = lines.slice(0, number).reduce((sum, line) => sum + line.length + 1, 0);
  const { from, to } = boundsOf(lines[number])[column];
  return { anchor: start + before + from, head: start + before + to };
}
