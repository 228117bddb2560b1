const HEADING = /^(\s*)#{1,6}\s+/;
const ITEM = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/;
const TASK = /^(\s*(?:[-*+]|\d{1,9}[.)])\s+)\[([ xX])\]/;
const QUOTE = /^(\s*)>\s?/;

/** Makes headings of the selected lines, or plain lines of headings of this level. */
export function toggleHeading(level) {
  const mark = level ? `${"#".repeat(level)} ` : "";
  return (view) =>
    changeLines(view, (text) => {
      const rest = text.replace(HEADING, "$1").replace(ITEM, "$1");
      return text.startsWith(mark) && mark && !text.startsWith(`${mark}#`) ? rest : mark + rest;
    });
}

export const toggleBullets = toggleItems(() => "- ", /^\s*[-*+]\s+(?!\[[ xX]\])/);
export const toggleNumbers = toggleItems((at) => `${at + 1}. `, /^\s*\d{1,9}[.)]\s+/);
export const toggleTasks = toggleItems(() => "- [ ] ", TASK);

export function toggleQuote(view) {
  const isQuoted = linesOf(view.state).every(({ text }) => QUOTE.test(text));
  return changeLines(view, (text) => (isQuoted ? text.replace(QUOTE, "$1") : `> ${text}`), {
    blank: true,
  });
}

/** Ticks the tasks on the selected lines, or opens them again; a plain item becomes a task. */
export function tick(view) {
  return changeLines(view, (text) => {
    const task = text.match(TASK);
    if (task) {
      return text.replace(TASK, `$1[${task[2] === " " ? "x" : " "}]`);
    }
    return ITEM.test(text) ? text.replace(ITEM, (mark) => `${mark}[ ] `) : text;
  });
}

function toggleItems(markOf, own) {
  return (view) => {
    const written = linesOf(view.state).filter(({ text }) => text.trim() !== "");
    const isDone = written.length > 0 && written.every(({ text }) => own.test(text));
    let at = -1;
    return changeLines(
      view,
      (text) => {
        at += 1;
        const indent = text.match(/^\s*/)[0];
        const rest = text.replace(HEADING, "$1").replace(ITEM, "$1").trimStart();
        return indent + (isDone ? "" : markOf(at)) + rest;
      },
      { blank: written.length === 0 },
    );
  };
}

function changeLines(view, change, { blank = false } = {}) {
  const lines = linesOf(view.state);
  const changes = lines
    .filter(({ text }) => blank || lines.length === 1 || text.trim() !== "")
    .flatMap(({ from, text }) => smallest(from, text, change(text)));
  if (changes.length) {
    const set = view.state.changes(changes);
    view.dispatch({
      changes: set,
      selection: view.state.selection.map(set, 1),
      scrollIntoView: true,
      userEvent: "input",
    });
  }
  return true;
}

/** Only the beginnings of lines change, so that the cursor stays in its word. */
function smallest(from, old, fresh) {
  if (old === fresh) {
    return [];
  }
  let tail = 0;
  while (tail < old.length && tail < fresh.length && old.at(-1 - tail) === fresh.at(-1 - tail)) {
    tail += 1;
  }
  return [{ from, to: from + old.length - tail, insert: fresh.slice(0, fresh.length - tail) }];
}

function linesOf({ doc, selection }) {
  const { from, to } = selection.main;
  const last = doc.lineAt(to).number;
  const lines = [];
  for (let number = doc.lineAt(from).number; number <= last; number += 1) {
    lines.push(doc.line(number));
  }
  return lines;
}
