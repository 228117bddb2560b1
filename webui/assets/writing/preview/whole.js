import { syntaxTree } from "@codemirror/language";
import { StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { active, isActive } from "./active.js";
import { Drawn, isDrawnElsewhere } from "./drawn.js";
import { Front, standsAbove } from "./front.js";
import { Table } from "./tables.js";

/**
 * Tables, and blocks that the server draws, stand drawn, but for the one that the person is in. Blocks change the height of
 * the text, so a field draws them; it looks again only where something changed, for a page may have thousands.
 */
export const wholeBlocks = StateField.define({
  create: (state) => Decoration.set(look(state, 0, state.doc.length, () => true).found),
  update: (drawn, transaction) => {
    let next = drawn.map(transaction.changes);
    for (const [from, to] of regionsOf(transaction)) {
      const { start, end, found } = look(transaction.state, from, to, (node) =>
        isInStep(transaction, node),
      );
      next = next.update({
        filterFrom: start,
        filterTo: end,
        filter: (at, until) => until < start || at > end,
        add: found,
      });
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Where to look again: at what was written, at what was read meanwhile, and where the person was and is. */
function regionsOf({ startState, state, changes, docChanged }) {
  const regions = [];
  changes.iterChangedRanges((_fromA, _toA, from, to) => regions.push([from, to]));
  const [before, after] = [syntaxTree(startState), syntaxTree(state)];
  if (!docChanged && before !== after) {
    regions.push([Math.min(before.length, after.length), after.length]);
  }
  const [was, is] = [startState.field(active), state.field(active)];
  if (was !== is) {
    regions.push(...was.map(({ from, to }) => [changes.mapPos(from, -1), changes.mapPos(to, 1)]));
    regions.push(...is.map(({ from, to }) => [from, to]));
  }
  return regions;
}

/** The blocks from `from` to `to`, and on until `isInStep` says that all is as it was from there. */
function look(state, from, to, isInStep) {
  const { topNode } = syntaxTree(state);
  const first = topNode.childBefore(from + 1) ?? topNode.childAfter(from);
  const begin = first?.prevSibling ?? first;
  const found = [];
  let end = to;
  for (let node = begin; node && !(node.from > to && isInStep(node)); node = node.nextSibling) {
    end = Math.max(end, node.to);
    const widget = isActive(state, node.from, node.to) ? null : widgetOf(state, node);
    if (widget) {
      found.push(Decoration.replace({ widget, block: true }).range(node.from, node.to));
    }
  }
  return { start: Math.min(from, begin?.from ?? from), end, found };
}

function widgetOf(state, node) {
  if (node.name === "Table") {
    return new Table(node, state.sliceDoc(node.from, node.to));
  }
  if (node.name === "FrontMatter") {
    return standsAbove() ? new Front() : null;
  }
  return isDrawnElsewhere(state, node) ? new Drawn(state.sliceDoc(node.from, node.to)) : null;
}

/** Whether the same block began at the same place before: from there on nothing can be another. */
function isInStep({ startState, newDoc }, { name, from }) {
  const place = from - (newDoc.length - startState.doc.length);
  const former = place >= 0 ? syntaxTree(startState).topNode.childAfter(place) : null;
  return former !== null && former.from === place && former.name === name;
}
