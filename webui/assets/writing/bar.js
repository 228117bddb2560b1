import { searchPanelOpen } from "@codemirror/search";
import { StateField } from "@codemirror/state";
import { showTooltip } from "@codemirror/view";
import { sayKeys } from "../commands/keys.js";
import { commands } from "../commands/table.js";
import { say } from "../language/words.js";
import { acts } from "./acts.js";
import { pressed } from "./preview/active.js";

const SHOWN = [
  "bold",
  "italic",
  "strike",
  "code",
  "link",
  "heading-2",
  "bullets",
  "tasks",
  "quote",
];
const SIGNS = {
  bold: "B",
  italic: "I",
  strike: "S",
  code: "<>",
  link: "[ ]",
  "heading-2": "H",
  bullets: "•",
  tasks: "☐",
  quote: "❝",
};

/** A small bar of formatting beside words that are selected, once the mouse has let go of them. */
export const formattingBar = StateField.define({
  create: () => null,
  update: (bar, { state }) => {
    const { main } = state.selection;
    const isBusy = state.field(pressed, false) || searchPanelOpen(state);
    if (main.empty || isBusy || isOneBlank(state, main)) {
      return null;
    }
    return bar?.pos === main.from ? bar : { pos: main.from, above: true, create: draw };
  },
  provide: (field) => showTooltip.from(field),
});

function isOneBlank(state, { from, to }) {
  return to - from < 200 && state.sliceDoc(from, to).trim() === "";
}

function draw(view) {
  const dom = document.createElement("div");
  dom.className = "format-bar";
  dom.setAttribute("role", "toolbar");
  dom.setAttribute("aria-label", say("Formatting"));
  for (const name of SHOWN) {
    const command = commands().find((each) => each.name === name);
    if (command) {
      dom.append(drawButton(view, command));
    }
  }
  return { dom };
}

function drawButton(view, { name, words, keys }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `format-bar__button format-bar__button--${name}`;
  button.textContent = SIGNS[name];
  button.title = `${words} (${sayKeys(keys[0])})`;
  button.setAttribute("aria-label", words);
  // The selection must not go with the focus.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => acts[name](view));
  return button;
}
