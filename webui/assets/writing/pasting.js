import { EditorView } from "@codemirror/view";
import { isInCode, isUrl } from "./formatting/marks.js";
import { bring, filesOf } from "./uploading/arrivals.js";

/** What is pasted becomes Markdown: rich text, files, and an address over selected words. */
export function pasting() {
  return EditorView.domEventHandlers({
    paste: (event, view) => {
      const act = actOf(event.clipboardData, view);
      if (act) {
        event.preventDefault();
        act();
      }
      return Boolean(act);
    },
  });
}

function actOf(clipboard, view) {
  const text = clipboard.getData("text/plain");
  const html = clipboard.getData("text/html");
  const files = filesOf(clipboard);
  const { main } = view.state.selection;
  if (isInCode(view.state, main.head)) {
    return null;
  }
  // A copied table or text comes with a picture of itself, and is wanted as text.
  if (files.length && !text) {
    return () => bring(view, files);
  }
  if (!main.empty && isUrl(text) && !isUrl(view.state.sliceDoc(main.from, main.to))) {
    return () => linkWords(view, text.trim());
  }
  return html && isRich(html, clipboard) ? () => pasteRich(view, html, text) : null;
}

/** Editors of code put colours on the clipboard, which are no formatting. */
function isRich(html, clipboard) {
  const isCode = [...clipboard.types].some((type) => type.startsWith("vscode"));
  return !isCode && /<(?!meta|html|body|head|\/|!--)[a-z]/i.test(html);
}

function linkWords(view, address) {
  const { from, to } = view.state.selection.main;
  const insert = `[${view.state.sliceDoc(from, to)}](${address})`;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: "input.paste",
  });
}

async function pasteRich(view, html, text) {
  let insert = text;
  try {
    insert = (await import("./rich-text.js")).toMarkdown(html) || text;
  } catch {
    // The plain text is what is left when the converter does not load.
  }
  view.dispatch({
    ...view.state.replaceSelection(insert),
    scrollIntoView: true,
    userEvent: "input.paste",
  });
}
