import { WidgetType } from "@codemirror/view";
import { say } from "../../language/words.js";

/** The mark of an item in a list without order. */
export class Bullet extends WidgetType {
  eq() {
    return true;
  }

  toDOM() {
    return make("span", "md-bullet");
  }

  ignoreEvent() {
    return false;
  }
}

/** A line between two parts of a page. */
export class Rule extends WidgetType {
  eq() {
    return true;
  }

  toDOM() {
    return make("span", "md-rule__line");
  }

  ignoreEvent() {
    return false;
  }
}

/** The box of a task, which ticks where it stands. `offset` is how far its brackets are from the start of the mark. */
export class Task extends WidgetType {
  constructor(done, offset) {
    super();
    this.done = done;
    this.offset = offset;
  }

  eq(other) {
    return other.done === this.done && other.offset === this.offset;
  }

  toDOM(view) {
    const room = make("span", "md-task-room");
    const box = make("input", "md-task");
    box.type = "checkbox";
    box.checked = this.done;
    box.setAttribute("aria-label", say("Done"));
    box.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("click", () => tick(view, view.posAtDOM(room) + this.offset));
    room.append(box);
    return room;
  }

  ignoreEvent() {
    return true;
  }
}

function tick(view, at) {
  const isDone = view.state.sliceDoc(at + 1, at + 2) !== " ";
  view.dispatch({
    changes: { from: at + 1, to: at + 2, insert: isDone ? " " : "x" },
    userEvent: "input",
  });
}

/** A picture from the notebook's own files. */
export class Picture extends WidgetType {
  constructor(source, words) {
    super();
    this.source = source;
    this.words = words;
  }

  eq(other) {
    return other.source === this.source && other.words === this.words;
  }

  toDOM(view) {
    const image = make("img", "md-picture");
    image.alt = this.words;
    image.src = this.source;
    image.addEventListener("load", () => view.requestMeasure());
    return image;
  }

  ignoreEvent() {
    return false;
  }
}

function make(name, className) {
  const element = document.createElement(name);
  element.className = className;
  return element;
}
