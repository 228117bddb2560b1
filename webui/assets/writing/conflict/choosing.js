import { difference } from "../difference.js";
import { toText } from "../manuscript.js";
import { openChoice } from "./dialog.js";

/** Lets the person say which words stay. Answers whether they chose; otherwise the text is as it was. */
export async function choose(view, texts) {
  const start = view.state.doc;
  const chosen = await openChoice({ ...texts, theirs: start.toString() });
  if (chosen === null || !view.dom.isConnected) {
    return false;
  }
  // Others may have written meanwhile: what was chosen goes around it.
  const changes = difference(start, toText(chosen)).map(difference(start, view.state.doc));
  view.dispatch({ changes, userEvent: "input" });
  view.focus();
  return true;
}
