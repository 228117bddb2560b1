import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { deleteMarkupBackward, insertNewlineContinueMarkup } from "@codemirror/lang-markdown";
import { EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { say } from "../language/words.js";
import { preview } from "./preview/preview.js";
import { pageLanguage } from "./typography.js";

/**
 * Puts an editor of a manuscript into `parent`.
 * `changed` is told of every change a person makes; `leave` when they press Escape; `nonce` lets its styles past the page's policy.
 */
export function openEditor({ parent, manuscript, nonce, changed, leave }) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: manuscript.doc,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": say("Text of the page"),
          spellcheck: "true",
          autocorrect: "on",
          dir: "auto",
        }),
        EditorView.perLineTextDirection.of(true),
        history(),
        drawSelection(),
        placeholder(say("Write here")),
        pageLanguage(),
        preview(),
        keymap.of([
          { key: "Enter", run: insertNewlineContinueMarkup },
          { key: "Backspace", run: deleteMarkupBackward },
          { key: "Escape", run: () => leave() },
          indentWithTab,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => hear(update, manuscript, changed)),
      ],
    }),
  });
  manuscript.receiveChanges = (changes) => receive(view, changes);
  return view;
}

function hear(update, manuscript, changed) {
  const own = update.transactions.filter(
    (transaction) => transaction.docChanged && !transaction.annotation(Transaction.remote),
  );
  for (const { changes } of own) {
    manuscript.edit(changes);
  }
  if (own.length > 0) {
    changed();
  }
}

/** Takes in what another window wrote. What is on screen stays where it is, and undoing never undoes another's words. */
function receive(view, changes) {
  const place = steadyPlace(view);
  const before = view.coordsAtPos(place)?.top;
  view.dispatch({
    changes,
    annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
  });
  view.requestMeasure({
    read: () => view.coordsAtPos(changes.mapPos(place, 1))?.top,
    write: (after) => {
      if (before !== undefined && after !== undefined) {
        window.scrollBy(0, after - before);
      }
    },
  });
}

/** The place that must not move: the cursor when it is in sight, else the first line on the screen. */
function steadyPlace(view) {
  const { head } = view.state.selection.main;
  const cursor = view.coordsAtPos(head);
  const isInSight =
    view.hasFocus && cursor && cursor.top >= 0 && cursor.bottom <= window.innerHeight;
  return isInSight ? head : view.lineBlockAtHeight(Math.max(0, -view.documentTop)).from;
}
