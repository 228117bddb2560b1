import { WidgetType } from "@codemirror/view";
import { say } from "../../language/words.js";

/** Whether the form above the text shows what the front matter says, so that it need not show here as well. */
export function standsAbove() {
  const form = document.querySelector(".properties:not([hidden])");
  return form !== null && form.querySelector(".properties__problem") === null;
}

/** The front matter, folded to a line. */
export class Front extends WidgetType {
  eq() {
    return true;
  }

  toDOM(view) {
    const line = document.createElement("div");
    line.className = "md-front-folded";
    line.textContent = say("Properties stand above");
    line.addEventListener("mousedown", (event) => enter(view, line, event));
    return line;
  }

  ignoreEvent() {
    return true;
  }
}

function enter(view, line, event) {
  if (event.button === 0) {
    event.preventDefault();
    view.dispatch({ selection: { anchor: view.posAtDOM(line) } });
    view.focus();
  }
}
