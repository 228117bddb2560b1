import { syntaxTree } from "@codemirror/language";
import { Decoration, ViewPlugin } from "@codemirror/view";
import { active } from "./active.js";
import { readBlock } from "./blocks.js";
import { readGap } from "./gaps.js";
import { readInline } from "./inline.js";
import { wholeBlocks } from "./whole.js";

/** Shows Markdown as it will be read. The line that the person is at shows its marks. The looks are in css/preview.css. */
export function preview() {
  return [
    wholeBlocks,
    ViewPlugin.fromClass(Preview, { decorations: (preview) => preview.decorations }),
  ];
}

class Preview {
  constructor(view) {
    this.decorations = decorate(view);
  }

  update(update) {
    const isOther =
      update.docChanged ||
      update.viewportChanged ||
      syntaxTree(update.startState) !== syntaxTree(update.state) ||
      update.startState.field(active) !== update.state.field(active);
    if (isOther) {
      this.decorations = decorate(update.view);
    }
  }
}

function decorate(view) {
  const { state } = view;
  const found = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter: (node) => {
        readGap(state, node, found);
        readBlock(state, node, found);
        return readInline(state, node, found, view);
      },
    });
  }
  return Decoration.set(found, true);
}
