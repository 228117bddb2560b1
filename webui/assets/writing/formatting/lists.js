import { ensureSyntaxTree } from "@codemirror/language";

const PATIENCE = 50;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+/;

/** Puts the item at the cursor, and what hangs on it, one step deeper. Declines outside of lists. */
export function indentItem(view) {
  const item = itemAt(view.state);
  if (!item) {
    return false;
  }
  const former = item.prevSibling;
  if (former?.name === "ListItem") {
    const step = contentColumn(view.state, former) - column(view.state, item.from);
    shift(view, item, Math.max(step, 0));
  }
  return true;
}

/** Takes the item at the cursor one step back; at the outermost it becomes plain text. */
export function outdentItem(view) {
  const item = itemAt(view.state);
  if (!item) {
    return false;
  }
  const above = item.parent.parent;
  if (above?.name === "ListItem") {
    shift(view, item, column(view.state, above.from) - column(view.state, item.from));
  }
  return true;
}

/** Numbers the list around a place anew, from what its first item says. */
export function renumber(view, position) {
  const changes = [];
  for (let node = treeOf(view.state)?.resolveInner(position, -1); node; node = node.parent) {
    if (node.name === "OrderedList") {
      numberItems(view.state, node, changes);
    }
  }
  if (changes.length) {
    view.dispatch({ changes, userEvent: "input" });
  }
}

function shift(view, item, step) {
  const { doc } = view.state;
  const changes = [];
  const last = doc.lineAt(item.to).number;
  for (let number = doc.lineAt(item.from).number; number <= last; number += 1) {
    const line = doc.line(number);
    if (line.text.trim() === "") {
      continue;
    }
    const spaces = line.text.match(/^ */)[0].length;
    changes.push(
      step > 0
        ? { from: line.from, insert: " ".repeat(step) }
        : { from: line.from, to: line.from + Math.min(spaces, -step) },
    );
  }
  view.dispatch({ changes, scrollIntoView: true, userEvent: "input" });
  startAnew(view);
  renumberAround(view);
}

/** The first item of a list that has just become one counts from one. */
function startAnew(view) {
  const item = itemAt(view.state);
  const isNested = item?.parent.parent?.name === "ListItem";
  if (item?.parent.name === "OrderedList" && isNested && !item.prevSibling) {
    const mark = item.getChild("ListMark");
    view.dispatch({
      changes: { from: mark.from, to: mark.to - 1, insert: "1" },
      userEvent: "input",
    });
  }
}

function renumberAround(view) {
  renumber(view, placeOf(view.state));
  // The list that the item came from may go on below.
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  if (line.number < view.state.doc.lines) {
    renumber(view, placeOf(view.state, view.state.doc.line(line.number + 1).from));
  }
}

function numberItems(state, list, changes) {
  let number = null;
  for (let item = list.firstChild; item; item = item.nextSibling) {
    const mark = item.getChild("ListMark");
    if (!mark) {
      continue;
    }
    const found = Number.parseInt(state.sliceDoc(mark.from, mark.to), 10);
    number = number === null ? found : number + 1;
    if (found !== number && !changes.some(({ from }) => from === mark.from)) {
      changes.push({ from: mark.from, to: mark.to - 1, insert: String(number) });
    }
  }
}

/** A place within the mark of the item on the line of `at`, or `at` itself. */
function placeOf(state, at = state.selection.main.head) {
  const line = state.doc.lineAt(at);
  const mark = line.text.match(ITEM);
  return mark ? line.from + mark[1].length + 1 : at;
}

function itemAt(state) {
  for (let node = treeOf(state)?.resolveInner(placeOf(state), -1); node; node = node.parent) {
    if (node.name === "ListItem") {
      return node;
    }
    if (node.name === "FencedCode") {
      return null;
    }
  }
  return null;
}

function treeOf(state) {
  return ensureSyntaxTree(state, state.selection.main.head, PATIENCE);
}

function column({ doc }, position) {
  return position - doc.lineAt(position).from;
}

function contentColumn(state, item) {
  const line = state.doc.lineAt(item.from);
  return line.text.match(ITEM)?.[0].replace(/(\s)\s+$/, "$1").length ?? 2;
}
