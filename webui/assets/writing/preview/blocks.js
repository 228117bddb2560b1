import { Decoration } from "@codemirror/view";
import { isActive } from "./active.js";
import { markBlanksWithin } from "./gaps.js";
import { Bullet, Rule, Task } from "./widgets.js";

const DEEPEST = 8;
const hidden = Decoration.replace({});
const mark = Decoration.mark({ class: "md-mark" });
const number = Decoration.mark({ class: "md-number" });
const dim = Decoration.mark({ class: "md-dim" });
const lead = each((depth) => Decoration.mark({ class: `md-lead md-depth-${depth}` }));
const items = each((depth) => Decoration.line({ class: `md-item md-depth-${depth}` }));
const within = each((depth) => Decoration.line({ class: `md-within md-depth-${depth}` }));
const quotes = each((depth) => Decoration.line({ class: `md-quote md-depth-${depth}` }));

/** What a block does to its lines, and to the marks that make it one. */
export function readBlock(state, node, found) {
  READERS[node.name]?.(state, node, found);
}

const READERS = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`ATXHeading${level}`, heading(level)])),
  SetextHeading1: heading(1),
  SetextHeading2: heading(2),
  Blockquote: (state, node, found) => {
    const look = quotes[depthOf(node.node, "Blockquote")];
    if (node.node.parent.name !== "ListItem") {
      addLines(state, node, () => look, found);
    }
    if (depthOf(node.node, "Blockquote") === 0) {
      markBlanksWithin(state, node.from, node.to, found);
    }
  },
  QuoteMark: (state, { from, to }, found) => cover(state, from, to, found, { space: true }),
  BulletList: list,
  OrderedList: list,
  ListMark: (state, node, found) => addItem(state, node.node, found),
  TaskMarker: addTask,
  FencedCode: (state, node, found) => {
    addLines(state, node, codeLine, found);
    coverFences(state, node.node, found);
  },
  CodeBlock: (state, node, found) => {
    addLines(state, node, plainCodeLine, found);
  },
  HTMLBlock: (state, node, found) => addLines(state, node, () => html, found),
  CommentBlock: (state, node, found) => addLines(state, node, () => html, found),
  LinkReference: (state, node, found) => addLines(state, node, () => html, found),
  FrontMatter: (state, node, found) => addLines(state, node, frontLine, found),
  Table: (state, node, found) => addLines(state, node, () => tableLine, found),
  HorizontalRule: (state, { from, to }, found) => {
    found.push(rule.range(state.doc.lineAt(from).from));
    if (!isActive(state, from, to)) {
      found.push(Decoration.replace({ widget: new Rule() }).range(from, to));
    } else {
      found.push(mark.range(from, to));
    }
  },
};

const rule = Decoration.line({ class: "md-rule" });
const html = Decoration.line({ class: "md-html" });
const tableLine = Decoration.line({ class: "md-table-line" });
const code = ["", " md-code--first", " md-code--last", " md-code--first md-code--last"].map((end) =>
  Decoration.line({ class: `md-code-line${end}`, attributes: { spellcheck: "false" } }),
);
const plainCode = ["", " md-code--top", " md-code--bottom", " md-code--top md-code--bottom"].map(
  (end) => Decoration.line({ class: `md-code-line${end}`, attributes: { spellcheck: "false" } }),
);
const front = ["", " md-front--first", " md-front--last", " md-front--first"].map((end) =>
  Decoration.line({ class: `md-front${end}`, attributes: { spellcheck: "false" } }),
);
const codeLine = (end) => code[end];
const plainCodeLine = (end) => plainCode[end];
const frontLine = (end) => front[end];

function heading(level) {
  const look = Decoration.line({ class: `md-h${Math.min(level, 4)}` });
  const underline = Decoration.line({ class: "md-underline" });
  return (state, node, found) => {
    addLines(state, node, () => look, found);
    for (const each of node.node.getChildren("HeaderMark")) {
      const isOpening = each.from === node.from;
      const isUnderline = !isOpening && state.doc.lineAt(each.from).from > node.from;
      if (isUnderline) {
        found.push(underline.range(state.doc.lineAt(each.from).from));
      }
      cover(state, each.from, each.to, found, { space: isOpening });
    }
  };
}

function list(state, node, found) {
  if (node.node.parent.name === "Document") {
    markBlanksWithin(state, node.from, node.to, found);
  }
}

/** Hides a mark, or dims it on the line that the person is at. */
function cover(state, from, to, found, { space = false } = {}) {
  const end = space && state.sliceDoc(to, to + 1) === " " ? to + 1 : to;
  if (end > from) {
    found.push((isActive(state, from, to) ? mark : hidden).range(from, end));
  }
}

function coverFences(state, node, found) {
  const look = isActive(state, node.from, node.to) ? dim : hidden;
  for (const name of ["CodeMark", "CodeInfo"]) {
    for (const { from, to } of node.getChildren(name)) {
      found.push(look.range(from, to));
    }
  }
}

function addItem(state, node, found) {
  const item = node.parent;
  const depth = depthOf(item, "ListItem");
  const line = state.doc.lineAt(node.from);
  found.push(items[depth].range(line.from));
  if (node.from > line.from && line.text.slice(0, node.from - line.from).trim() === "") {
    found.push(lead[depth].range(line.from, node.from));
  }
  const end = Math.min(node.to + 1, line.to);
  if (item.getChild("Task") && item.getChild("Task").from === node.to + 1) {
    return;
  }
  if (item.parent.name === "OrderedList" || touches(state, node.from, node.to)) {
    found.push(number.range(node.from, end));
  } else {
    found.push(Decoration.replace({ widget: new Bullet() }).range(node.from, end));
  }
  addRest(state, item, depth, line, found);
}

/** The lines of an item after its first stand below its words, without the spaces that say so. */
function addRest(state, item, depth, first, found) {
  const last = state.doc.lineAt(Math.min(item.to, state.doc.length)).number;
  const nested = item.getChild("BulletList") ?? item.getChild("OrderedList");
  const end = nested ? state.doc.lineAt(nested.from).number - 1 : last;
  for (let at = first.number + 1; at <= end; at += 1) {
    const line = state.doc.line(at);
    const spaces = line.text.length - line.text.trimStart().length;
    if (spaces < line.text.length) {
      found.push(within[depth].range(line.from));
      if (spaces > 0) {
        found.push(hidden.range(line.from, line.from + spaces));
      }
    }
  }
}

function addTask(state, { node, from, to }, found) {
  const item = node.parent.parent;
  const listMark = item.getChild("ListMark");
  const line = state.doc.lineAt(from);
  const end = Math.min(to + 1, line.to);
  if (touches(state, listMark.from, to)) {
    found.push(number.range(listMark.from, end));
    return;
  }
  const done = state.sliceDoc(from + 1, from + 2) !== " ";
  const widget = new Task(done, from - listMark.from);
  found.push(Decoration.replace({ widget }).range(listMark.from, end));
}

/** Whether a cursor stands within a mark itself. */
function touches(state, from, to) {
  return state.selection.ranges.some((range) => range.from <= to && range.to >= from);
}

function addLines(state, { from, to }, look, found) {
  const first = state.doc.lineAt(from);
  const last = state.doc.lineAt(to);
  for (let at = first.number; at <= last.number; at += 1) {
    const end = (at === first.number ? 1 : 0) + (at === last.number ? 2 : 0);
    found.push(look(end).range(state.doc.line(at).from));
  }
}

function depthOf(node, name) {
  let depth = 0;
  for (let at = node.parent; at && depth < DEEPEST; at = at.parent) {
    depth += at.name === name ? 1 : 0;
  }
  return depth;
}

function each(make) {
  return Array.from({ length: DEEPEST + 1 }, (_, depth) => make(depth));
}
