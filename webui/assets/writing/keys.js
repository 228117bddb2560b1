import { acceptCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap, indentWithTab } from "@codemirror/commands";
import { deleteMarkupBackward, insertNewlineContinueMarkup } from "@codemirror/lang-markdown";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { commands } from "../commands/table.js";
import { acts } from "./acts.js";
import { indentItem, outdentItem } from "./formatting/lists.js";
import { formerCell, nextCell, nextRow } from "./formatting/tables.js";

/** The keys of the editor: those of the table of commands, and what one presses without thinking of it. */
export function editorKeys(leave) {
  return [
    Prec.highest(keymap.of([{ key: "Tab", run: acceptCompletion }])),
    keymap.of([
      { key: "Tab", run: nextCell, shift: formerCell },
      { key: "Enter", run: nextRow },
      { key: "Tab", run: indentItem, shift: outdentItem },
      { key: "Enter", run: insertNewlineContinueMarkup },
      { key: "Backspace", run: deleteMarkupBackward },
      ...commandKeys(),
      indentWithTab,
      ...historyKeymap,
      ...defaultKeymap.filter(({ key }) => key !== "Mod-/" && key !== "Mod-i"),
    ]),
    // Behind the panel of finding, which closes first.
    Prec.low(keymap.of([{ key: "Escape", run: leave }])),
  ];
}

function commandKeys() {
  return commands()
    .filter(({ name }) => acts[name])
    .flatMap(({ name, keys }) => keys.map((key) => ({ key: nameOf(key), run: acts[name] })));
}

/** "Mod+Shift+N" as CodeMirror names it. */
function nameOf(keys) {
  const parts = keys.split("+");
  const last = parts.pop();
  return [...parts, last.length === 1 ? last.toLowerCase() : last].join("-");
}
