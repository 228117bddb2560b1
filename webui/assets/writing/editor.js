import { history } from "@codemirror/commands";
import { Compartment, EditorState, Transaction } from "@codemirror/state";
import { drawSelection, dropCursor, EditorView, placeholder } from "@codemirror/view";
import { say } from "../language/words.js";
import { LONGEST_FRONT, startOfText } from "../reading/front.js";
import { formattingBar } from "./bar.js";
import { completion } from "./completion.js";
import { finding } from "./finding.js";
import { editorKeys } from "./keys.js";
import { followLinks } from "./links.js";
import { look } from "./look.js";
import { pasting } from "./pasting.js";
import { activity } from "./preview/active.js";
import { noteMissing } from "./preview/missing.js";
import { pageLanguage } from "./typography.js";
import { receiveFiles } from "./uploading/arrivals.js";

// What the bars at both ends of the window cover, and a line's space.
const COVERED = 72;

/**
 * Puts an editor of a manuscript into `parent`.
 * `changed` is told of every change a person makes; `leave` when they press Escape; `nonce` lets its styles past the page's policy.
 */
export function openEditor({ parent, manuscript, nonce, changed, leave }) {
  const modal = new Compartment();
  noteMissing();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: manuscript.doc,
      selection: { anchor: startOfText(manuscript.doc.sliceString(0, LONGEST_FRONT)) },
      extensions: [
        EditorView.cspNonce.of(nonce),
        modal.of([]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": say("Text of the page"),
          spellcheck: "true",
          autocorrect: "on",
          dir: "auto",
        }),
        EditorView.perLineTextDirection.of(true),
        EditorView.updateListener.of(keepClear),
        history(),
        drawSelection(),
        dropCursor(),
        placeholder(say("Write here, or press / for more")),
        pageLanguage(manuscript.doc.length),
        activity(),
        look(),
        completion(),
        formattingBar,
        finding(),
        followLinks(),
        pasting(),
        receiveFiles(),
        editorKeys(leave),
        EditorView.updateListener.of((update) => hear(update, manuscript, changed)),
      ],
    }),
  });
  if (document.documentElement.dataset.editing === "vim") {
    bringVim(view, modal, leave);
  }
  manuscript.receiveChanges = (changes) => receive(view, changes);
  return view;
}

/** Loaded for those alone who chose it in Settings. */
async function bringVim(view, modal, leave) {
  const { vimKeys } = await import("./vim.js");
  view.dispatch({ effects: modal.reconfigure(vimKeys(leave)) });
}

/** The cursor's line is kept clear of the bars, once CodeMirror has brought it in sight. */
function keepClear({ view, transactions }) {
  if (transactions.some(({ scrollIntoView }) => scrollIntoView)) {
    view.requestMeasure({
      key: keepClear,
      read: () => view.coordsAtPos(view.state.selection.main.head),
      write: (place) => {
        const above = place ? Math.min(0, place.top - COVERED) : 0;
        const below = place ? Math.max(0, place.bottom - (window.innerHeight - COVERED)) : 0;
        window.scrollBy(0, above || below);
      },
    });
  }
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

/** Lets a letter stand `height` below the top of the window; the lines there are drawn and measured first. */
export function holdAt(position, height) {
  return EditorView.scrollIntoView(position, { y: "start", yMargin: height });
}
