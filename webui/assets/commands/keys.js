import { say } from "../language/words.js";
import { hasMod, isMac } from "../reading/keys.js";

const CODES = { Period: ".", Comma: ",", Slash: "/", Semicolon: ";" };
const SIGNS = {
  ...(isMac
    ? { Mod: "⌘", Shift: "⇧", Alt: "⌥", Backspace: "⌫" }
    : { Mod: say("Ctrl"), Shift: say("Shift"), Alt: say("Alt"), Backspace: say("Backspace") }),
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: say("Esc"),
  Enter: say("Enter"),
};

/** What was pressed, as the table of commands names it: "Mod+Shift+N". */
export function keysOf(event) {
  // Letters that a keyboard has on its third level come with Ctrl and Alt, and are no command.
  if (event.getModifierState?.("AltGraph")) {
    return "";
  }
  const name = nameOf(event);
  const isSign = name.length === 1 && event.shiftKey && !hasMod(event);
  return [
    hasMod(event) ? "Mod" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && !isSign ? "Shift" : "",
    name,
  ]
    .filter(Boolean)
    .join("+");
}

/** Keys as this computer's keyboard has them. */
export function sayKeys(keys) {
  const parts = keys.split(/\+(?=.)/).map((part) => SIGNS[part] ?? part);
  return parts.join(isMac ? "" : "+");
}

/** With Shift or Alt a key writes something else, and is known by its place. */
function nameOf({ key, code, altKey, shiftKey, ctrlKey, metaKey }) {
  if (code === "Backslash") {
    return "\\";
  }
  const isElse = key.length === 1 && (altKey || (shiftKey && (ctrlKey || metaKey)));
  const byPlace = isElse && (code.match(/^(?:Key|Digit)(.)$/)?.[1] ?? CODES[code]);
  return byPlace || (key.length === 1 ? key.toUpperCase() : key);
}
