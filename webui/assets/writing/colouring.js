import { syntaxTree } from "@codemirror/language";
import { Prec, RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";
import { highlightTree } from "@lezer/highlight";

/**
 * Colours what is in sight, block by block. CodeMirror's own `syntaxHighlighting` passes all blocks before it with each key:
 * 7 ms at the end of 1 MB.
 */
export function colouring(style) {
  return Prec.high(
    ViewPlugin.fromClass(
      class {
        constructor(view) {
          this.decorations = colour(view, style);
        }

        update({ view, docChanged, viewportChanged, startState, state }) {
          if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state)) {
            this.decorations = colour(view, style);
          }
        }
      },
      { decorations: (plugin) => plugin.decorations },
    ),
  );
}

function colour({ state, visibleRanges }, style) {
  const builder = new RangeSetBuilder();
  const { topNode } = syntaxTree(state);
  for (const { from, to } of visibleRanges) {
    for (let block = topNode.childAfter(from); block && block.from < to; ) {
      const start = block.from;
      highlightTree(
        block.toTree(),
        style,
        (begin, end, name) => builder.add(start + begin, start + end, markOf(name)),
        Math.max(0, from - start),
        Math.min(to, block.to) - start,
      );
      block = block.nextSibling;
    }
  }
  return builder.finish();
}

const marks = new Map();

function markOf(name) {
  if (!marks.has(name)) {
    marks.set(name, Decoration.mark({ class: name }));
  }
  return marks.get(name);
}
