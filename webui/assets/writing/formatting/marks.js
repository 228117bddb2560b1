import { syntaxTree } from "@codemirror/language";
import { EditorSelection } from "@codemirror/state";

/** Puts a mark around each selection, or takes it away; without one, around the word at the cursor. */
export function toggleMark(mark) {
  return (view) => {
    const { state } = view;
    const change = state.changeByRange((range) => {
      const around = range.empty ? (state.wordAt(range.head) ?? range) : range;
      return isMarked(state, around, mark)
        ? unmark(state, around, mark)
        : enclose(state, around, mark);
    });
    view.dispatch(state.update(change, { scrollIntoView: true, userEvent: "input" }));
    return true;
  };
}

/** Makes a link of what is selected, with the cursor where its address goes. Declines without a selection. */
export function makeLink(view) {
  const { main } = view.state.selection;
  if (main.empty) {
    return false;
  }
  const words = view.state.sliceDoc(main.from, main.to);
  const isAddress = isUrl(words);
  const insert = isAddress ? `[](${words})` : `[${words}]()`;
  const cursor = isAddress ? main.from + 1 : main.from + insert.length - 1;
  view.dispatch({
    changes: { from: main.from, to: main.to, insert },
    selection: { anchor: cursor },
    userEvent: "input",
  });
  return true;
}

export function isUrl(text) {
  return /^(https?:\/\/|mailto:)\S+$/.test(text.trim());
}

function isMarked({ doc }, { from, to }, mark) {
  const isOutside =
    doc.sliceString(from - mark.length, from) === mark &&
    doc.sliceString(to, to + mark.length) === mark;
  return isOutside && !isLonger(doc, from, mark);
}

/** A star of "**" is no mark of emphasis. */
function isLonger(doc, from, mark) {
  const before = doc.sliceString(from - 3, from);
  return mark === "*" && before.endsWith("**") && !before.endsWith("***");
}

function unmark(_, { from, to }, mark) {
  const { length } = mark;
  return {
    changes: [
      { from: from - length, to: from },
      { from: to, to: to + length },
    ],
    range: EditorSelection.range(from - length, to - length),
  };
}

function enclose(state, range, mark) {
  const words = state.sliceDoc(range.from, range.to);
  // Marks hold to words: a space at their side would make them plain stars.
  const from = range.from + (words.length - words.trimStart().length);
  const to = Math.max(from, range.to - (words.length - words.trimEnd().length));
  return {
    changes: [
      { from, insert: mark },
      { from: to, insert: mark },
    ],
    range: EditorSelection.range(from + mark.length, to + mark.length),
  };
}

/** Whether a place stands in code, where Markdown means nothing. */
export function isInCode(state, position) {
  for (let node = syntaxTree(state).resolveInner(position, -1); node; node = node.parent) {
    if (/^(FencedCode|CodeBlock|InlineCode|CodeText|FrontMatter)$/.test(node.name)) {
      return true;
    }
  }
  return false;
}
