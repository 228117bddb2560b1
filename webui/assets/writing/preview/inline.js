import { Decoration } from "@codemirror/view";
import { partsOfWikiLink } from "../notation.js";
import { isActive } from "./active.js";
import { addDueDays } from "./due.js";
import { classOfLink } from "./missing.js";
import { Picture } from "./widgets.js";

const OWN_FILE = /^\/files\/[0-9A-Za-z-]+\/[^/?#\\]+$/;
const hidden = Decoration.replace({});
const mark = Decoration.mark({ class: "md-mark" });
const address = Decoration.mark({ class: "md-address" });
const note = Decoration.mark({ class: "md-note" });
const SPANS = {
  Emphasis: Decoration.mark({ class: "md-emphasis" }),
  StrongEmphasis: Decoration.mark({ class: "md-strong" }),
  Strikethrough: Decoration.mark({ class: "md-struck" }),
  InlineCode: Decoration.mark({ class: "md-code", attributes: { spellcheck: "false" } }),
  Hashtag: Decoration.mark({ class: "md-tag" }),
  HTMLTag: mark,
  Comment: mark,
  ProcessingInstruction: mark,
};
const MARKS = new Set(["EmphasisMark", "StrikethroughMark", "CodeMark"]);

/** What stands within a line. Answers false when nothing below the node is of interest. */
export function readInline(state, node, found) {
  const { name, from, to } = node;
  if (SPANS[name]) {
    found.push(SPANS[name].range(from, to));
  } else if (MARKS.has(name) && node.node.parent.name !== "FencedCode") {
    found.push(coverOf(state, node.node.parent).range(from, to));
  } else if (name === "Escape") {
    found.push(coverOf(state, node).range(from, from + 1));
  } else if (READERS[name]) {
    READERS[name](state, node.node, found);
  }
  return name !== "Table" && name !== "WikiLink";
}

const READERS = {
  Link: addLink,
  Image: addImage,
  Autolink: (state, node, found) => {
    const cover = coverOf(state, node);
    for (const { from, to } of node.getChildren("LinkMark")) {
      found.push(cover.range(from, to));
    }
    found.push(
      linkTo(state.sliceDoc(node.from + 1, node.to - 1)).range(node.from + 1, node.to - 1),
    );
  },
  Task: addDueDays,
  WikiLink: addWikiLink,
};

function addLink(state, node, found) {
  const [opening, closing] = node.getChildren("LinkMark");
  const url = node.getChild("URL");
  const isNote = state.sliceDoc(node.from, node.from + 2) === "[^";
  if (isNote && !url) {
    addNote(state, node, found);
    return;
  }
  if (!closing || closing.from === opening.to || !(url || node.getChild("LinkLabel"))) {
    return;
  }
  const cover = coverOf(state, node);
  found.push(cover.range(opening.from, opening.to));
  const href = url ? state.sliceDoc(url.from, url.to) : "";
  found.push(linkTo(href).range(opening.to, closing.from));
  found.push((cover === hidden ? hidden : address).range(closing.from, node.to));
}

/** The sign of a footnote stands raised, as its number will. */
function addNote(state, { from, to }, found) {
  found.push(note.range(from, to));
  if (!isActive(state, from, to)) {
    found.push(hidden.range(from + 1, from + 2));
  }
}

function addImage(state, node, found) {
  const url = node.getChild("URL");
  const source = url ? state.sliceDoc(url.from, url.to) : "";
  const [opening, closing] = node.getChildren("LinkMark");
  if (!OWN_FILE.test(source) || !closing) {
    found.push(mark.range(node.from, node.to));
    return;
  }
  const widget = new Picture(source, state.sliceDoc(opening.to, closing.from));
  if (isActive(state, node.from, node.to)) {
    found.push(mark.range(node.from, node.to));
    found.push(Decoration.widget({ widget, side: 1 }).range(node.to));
  } else {
    found.push(Decoration.replace({ widget }).range(node.from, node.to));
  }
}

function addWikiLink(state, node, found) {
  const { page, heading } = partsOfWikiLink(state.sliceDoc(node.from, node.to));
  const [opening, closing] = node.getChildren("WikiLinkMark");
  const cover = coverOf(state, node);
  const attributes = { "data-page-title": page, "data-heading": heading };
  found.push(cover.range(opening.from, opening.to));
  found.push(
    Decoration.mark({ class: classOfLink(page), attributes }).range(opening.to, closing.from),
  );
  found.push(cover.range(closing.from, closing.to));
}

function linkTo(href) {
  return Decoration.mark({ class: "md-link", attributes: { "data-href": href } });
}

function coverOf(state, { from, to }) {
  return isActive(state, from, to) ? mark : hidden;
}
