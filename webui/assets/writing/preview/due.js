import { Decoration, WidgetType } from "@codemirror/view";
import { say } from "../../language/words.js";
import { isActive } from "./active.js";

// As webui/notebook/tasks.py finds the day on which a task is due.
const DUE = /(?<!\S)(?:@|due: ?|\u{1f4c5}\ufe0f? ?)(\d{4})-(\d{2})-(\d{2})(?![\w-])/gu;
const DAY = 86_400_000;

/** The days of a task, as people say them. */
export function addDueDays(state, { from, to }, found) {
  const text = state.sliceDoc(from, to);
  const isDone = /^\[x\]/i.test(text);
  for (const { 0: whole, index, ...parts } of text.matchAll(DUE)) {
    const day = readDay(parts[1], parts[2], parts[3]);
    const start = from + index;
    if (day && !isActive(state, start, start + whole.length)) {
      const widget = new Due(day, isDone);
      found.push(Decoration.replace({ widget }).range(start, start + whole.length));
    }
  }
}

function readDay(year, month, date) {
  const day = new Date(Number(year), Number(month) - 1, Number(date));
  return day.getMonth() === Number(month) - 1 && Number(date) > 0 ? day : null;
}

class Due extends WidgetType {
  constructor(day, isDone) {
    super();
    this.words = sayDay(day);
    this.isLate = !isDone && daysUntil(day) < 0;
  }

  eq(other) {
    return other.words === this.words && other.isLate === this.isLate;
  }

  toDOM() {
    const chip = document.createElement("span");
    chip.className = this.isLate ? "due due--late" : "due";
    chip.textContent = this.words;
    return chip;
  }

  ignoreEvent() {
    return false;
  }
}

function sayDay(day) {
  const near = { "-1": say("yesterday"), 0: say("today"), 1: say("tomorrow") };
  return near[daysUntil(day)] ?? write(day);
}

function write(day) {
  const { lang } = document.documentElement;
  const isThisYear = day.getFullYear() === new Date().getFullYear();
  const shown = isThisYear
    ? { weekday: "short", day: "numeric", month: "short" }
    : { day: "numeric", month: "short", year: "numeric" };
  const words = new Intl.DateTimeFormat(lang.startsWith("en") ? "en-GB" : lang, shown).format(day);
  return lang.startsWith("en") ? words.replace(",", "") : words;
}

function daysUntil(day) {
  return Math.round((day - new Date().setHours(0, 0, 0, 0)) / DAY);
}
