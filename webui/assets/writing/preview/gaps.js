import { Decoration } from "@codemirror/view";

// The space between two blocks stands where the text has it: in the empty line between them, or, without one, above the
// second. Together it is what css/prose.css puts there.
const blank = line("md-blank");
const blankAfterHeading = line("md-blank md-blank--heading");
const blankItem = line("md-blank md-blank--item");
const apart = line("md-apart");
const near = line("md-near");
const item = line("md-apart-item");
const rising = line("md-rise");
const risingAlone = line("md-rise md-rise--alone");
const risingAfterRule = line("md-rise md-rise--rule");
const risingNear = line("md-rise md-rise--near");

const HEADING = /^(ATX|Setext)Heading/;
const FURTHEST = 40;

export function readGap(state, node, found) {
  const parent = node.node.parent;
  if (parent?.name === "Document") {
    readBetween(state, node.node, found);
  } else if (node.name === "ListItem" && hasBlockBefore(node.node)) {
    readBetweenItems(state, node.from, found);
  }
}

function readBetween(state, node, found) {
  const former = node.prevSibling;
  const first = state.doc.lineAt(node.from);
  markLastBlanks(state, node, found);
  if (!former) {
    markBlanks(state, first, blank, found);
    return;
  }
  const isAfterHeading = HEADING.test(former.name);
  const blanks = markBlanks(state, first, isAfterHeading ? blankAfterHeading : blank, found);
  const isRaised = HEADING.test(node.name) && former.name === "HorizontalRule" && blanks > 0;
  const look = isRaised
    ? risingAfterRule
    : lookOf(HEADING.test(node.name), isAfterHeading, blanks > 0);
  if (look) {
    found.push(look.range(first.from));
  }
}

function lookOf(isHeading, isAfterHeading, hasBlank) {
  if (isHeading && isAfterHeading) {
    return hasBlank ? risingNear : near;
  }
  if (isHeading) {
    return hasBlank ? rising : risingAlone;
  }
  if (hasBlank) {
    return null;
  }
  return isAfterHeading ? near : apart;
}

function readBetweenItems(state, from, found) {
  const first = state.doc.lineAt(from);
  if (markBlanks(state, first, blankItem, found) === 0) {
    found.push(item.range(first.from));
  }
}

/** Empty lines within a list stand as close as its items; those of a quote carry its mark. */
export function markBlanksWithin(state, from, to, found) {
  const last = state.doc.lineAt(to).number;
  for (let number = state.doc.lineAt(from).number + 1; number < last; number += 1) {
    const each = state.doc.line(number);
    if (/^[\s>]*$/.test(each.text)) {
      found.push((each.text.includes(">") ? blank : blankItem).range(each.from));
    }
  }
}

/** Marks the empty lines above a line; answers how many. Where one is about to write they are as high as what comes. */
function markBlanks(state, first, look, found) {
  let count = 0;
  while (first.number - count > 1 && count < FURTHEST) {
    const each = state.doc.line(first.number - 1 - count);
    if (each.length > 0 && each.text.trim() !== "") {
      break;
    }
    count += 1;
    const isBeside = count > 1 || isEmpty(state, each.number - 1);
    if (!(isBeside && state.selection.main.head === each.from)) {
      found.push(look.range(each.from));
    }
  }
  return count;
}

/** Below the last block the text goes on: the first empty line is the space, the others are lines. */
function markLastBlanks(state, node, found) {
  const last = state.doc.lineAt(node.to).number;
  if (node.nextSibling === null && last + 1 < state.doc.lines && isEmpty(state, last + 1)) {
    found.push(blank.range(state.doc.line(last + 1).from));
  }
}

function isEmpty(state, number) {
  return number >= 1 && state.doc.line(number).text.trim() === "";
}

function hasBlockBefore(itemNode) {
  return itemNode.prevSibling !== null || itemNode.parent.parent?.name === "ListItem";
}

function line(className) {
  return Decoration.line({ class: className });
}
