import { StateEffect, StateField } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

// While a button of the mouse is held nothing is uncovered: text that moved under the pointer would be selected by a click.
const press = StateEffect.define();

export const pressed = StateField.define({
  create: () => false,
  update: (isPressed, transaction) =>
    transaction.effects.reduce(
      (last, effect) => (effect.is(press) ? effect.value : last),
      isPressed,
    ),
});

/** The lines that the person is at, as `{from, to}`: there the marks of Markdown show. */
export const active = StateField.define({
  create: linesOf,
  update: (lines, { state, changes, docChanged, selection, effects }) => {
    if (state.field(pressed)) {
      return docChanged ? mapped(lines, changes) : lines;
    }
    return docChanged || selection || effects.length ? linesOf(state) : lines;
  },
});

export function isActive(state, from, to) {
  return state.field(active).some((line) => line.from <= to && line.to >= from);
}

export function activity() {
  return [pressed, active, EditorView.domEventHandlers({ mousedown: watch })];
}

function watch(_, view) {
  view.dispatch({ effects: press.of(true) });
  const release = () => {
    removeEventListener("mouseup", release, true);
    removeEventListener("dragend", release, true);
    // The editor takes its own part of the release first.
    setTimeout(() => view.dispatch({ effects: press.of(false) }));
  };
  addEventListener("mouseup", release, true);
  addEventListener("dragend", release, true);
  return false;
}

function linesOf(state) {
  return state.selection.ranges.map(({ from, to }) => ({
    from: state.doc.lineAt(from).from,
    to: state.doc.lineAt(to).to,
  }));
}

function mapped(lines, changes) {
  return lines.map(({ from, to }) => ({
    from: changes.mapPos(from, -1),
    to: changes.mapPos(to, 1),
  }));
}
