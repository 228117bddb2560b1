import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin, WidgetType } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { notation } from "./notation.js";

/** Markdown that looks on the way of writing as it will when it is read. The looks themselves are in css/editor.css. */
export function typographicMarkdown() {
  return [
    markdown({
      base: markdownLanguage,
      extensions: notation,
      addKeymap: false,
      completeHTMLTags: false,
    }),
    syntaxHighlighting(words),
    ViewPlugin.fromClass(Lines, { decorations: (lines) => lines.decorations }),
  ];
}

const words = HighlightStyle.define([
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strikethrough, class: "md-struck" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-address" },
  { tag: [tags.processingInstruction, tags.escape, tags.meta], class: "md-mark" },
  { tag: tags.labelName, class: "md-tag" },
  { tag: tags.contentSeparator, class: "md-rule" },
]);

const LINES = {
  ATXHeading1: "md-h1",
  ATXHeading2: "md-h2",
  ATXHeading3: "md-h3",
  ATXHeading4: "md-h4",
  ATXHeading5: "md-h4",
  ATXHeading6: "md-h4",
  SetextHeading1: "md-h1",
  SetextHeading2: "md-h2",
  Blockquote: "md-quote",
  FencedCode: "md-block",
  CodeBlock: "md-block",
};

const DEEPEST = 6;

class Lines {
  constructor(view) {
    this.decorations = decorate(view);
  }

  update(update) {
    if (
      update.docChanged ||
      update.viewportChanged ||
      syntaxTree(update.startState) !== syntaxTree(update.state)
    ) {
      this.decorations = decorate(update.view);
    }
  }
}

function decorate(view) {
  const found = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => read(view.state.doc, node, found),
    });
  }
  const builder = new RangeSetBuilder();
  found.sort((one, other) => one.from - other.from || one.order - other.order);
  for (const { from, to, look } of found) {
    builder.add(from, to, look);
  }
  return builder.finish();
}

function read(doc, node, found) {
  const line = LINES[node.name];
  if (line) {
    addLines(doc, node.from, node.to, line, found);
  } else if (node.name === "ListMark") {
    addItem(doc.lineAt(node.from), node, found);
  } else if (node.name === "TaskMarker") {
    const done = doc.sliceString(node.from + 1, node.from + 2) !== " ";
    found.push({
      from: node.from,
      to: node.to,
      order: 2,
      look: Decoration.replace({ widget: new Task(done) }),
    });
  }
}

const bullet = Decoration.mark({ class: "md-bullet" });
const lead = Decoration.mark({ class: "md-lead" });
const items = Array.from({ length: DEEPEST + 1 }, (_, depth) =>
  Decoration.line({ class: `md-item md-depth-${depth}` }),
);

/** Two spaces before its mark put an item one step deeper. */
function addItem(line, { from, to }, found) {
  const depth = Math.min(Math.round((from - line.from) / 2), DEEPEST);
  found.push({ from: line.from, to: line.from, order: 0, look: items[depth] });
  if (from > line.from) {
    found.push({ from: line.from, to: from, order: 1, look: lead });
  }
  found.push({ from, to: Math.min(to + 1, line.to), order: 1, look: bullet });
}

function addLines(doc, from, to, className, found) {
  for (let at = doc.lineAt(from); ; at = doc.line(at.number + 1)) {
    found.push({
      from: at.from,
      to: at.from,
      order: 0,
      look: Decoration.line({ class: className }),
    });
    if (at.to >= to || at.number === doc.lines) {
      return;
    }
  }
}

/** The box of a task, which ticks where it stands. */
class Task extends WidgetType {
  constructor(done) {
    super();
    this.done = done;
  }

  eq(other) {
    return other.done === this.done;
  }

  toDOM(view) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.className = "md-task";
    box.checked = this.done;
    box.setAttribute("aria-label", "Done");
    box.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("click", () => tick(view, view.posAtDOM(box)));
    return box;
  }

  ignoreEvent() {
    return true;
  }
}

function tick(view, at) {
  const isDone = view.state.sliceDoc(at + 1, at + 2) !== " ";
  view.dispatch({
    changes: { from: at + 1, to: at + 2, insert: isDone ? " " : "x" },
    userEvent: "input",
  });
}
