import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { rowOf } from "./row.js";
import { Upload } from "./upload.js";

const add = StateEffect.define({
  map: ({ arrival, at }, changes) => ({ arrival, at: changes.mapPos(at, 1) }),
});
const remove = StateEffect.define();

/** Files on their way stand where they were put, with how far they are and a button to give them up. */
const arrivals = StateField.define({
  create: () => Decoration.none,
  update: (standing, transaction) => {
    let next = standing.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(add)) {
        const { arrival, at } = effect.value;
        const widget = Decoration.widget({ widget: new Arriving(arrival), side: 1, arrival });
        next = next.update({ add: [widget.range(at)] });
      } else if (effect.is(remove)) {
        next = next.update({ filter: (_from, _to, { spec }) => spec.arrival !== effect.value });
      }
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function receiveFiles() {
  return [
    arrivals,
    EditorView.domEventHandlers({
      drop: (event, view) => {
        const files = filesOf(event.dataTransfer);
        if (files.length === 0) {
          return false;
        }
        event.preventDefault();
        bring(view, files, view.posAtCoords({ x: event.clientX, y: event.clientY }, false));
        return true;
      },
    }),
  ];
}

/** Brings files into the notebook and their links into the text. */
export function bring(view, files, at = view.state.selection.main.head) {
  const effects = files.map((file) => add.of({ arrival: new Arrival(view, file), at }));
  view.dispatch({ effects });
  for (const { value } of effects) {
    value.arrival.start();
  }
}

export function filesOf(transfer) {
  return [...(transfer?.files ?? [])];
}

class Arrival {
  constructor(view, file) {
    this.view = view;
    this.file = file;
    this.name = file.name || nameOf(file);
    this.share = 0;
    this.sentence = "";
    this.change = () => {};
  }

  async start() {
    this.sentence = "";
    this.upload = new Upload(this.file, this.name, (share) => {
      this.share = share;
      this.change();
    });
    this.change();
    try {
      this.#finish(await this.upload.run());
    } catch (error) {
      this.sentence = error.message;
      this.change();
    }
  }

  giveUp() {
    this.upload.cancel();
    this.view.dispatch({ effects: remove.of(this) });
  }

  #finish({ markdown }) {
    const at = this.#place();
    if (at === null) {
      return;
    }
    const { doc } = this.view.state;
    const before = at > 0 && !/\s/.test(doc.sliceString(at - 1, at)) ? " " : "";
    this.view.dispatch({
      changes: { from: at, insert: before + markdown },
      effects: remove.of(this),
      userEvent: "input.paste",
    });
  }

  #place() {
    let place = null;
    this.view.state
      .field(arrivals)
      .between(0, this.view.state.doc.length, (from, _to, { spec }) => {
        place = spec.arrival === this ? from : place;
      });
    return place;
  }
}

/** A picture from the clipboard has no name of its own. */
function nameOf({ type }) {
  const day = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium" })
    .format(new Date())
    .replace(/:/g, ".");
  return `${day}.${type.split("/")[1]?.replace(/\W.*/, "") || "bin"}`;
}

class Arriving extends WidgetType {
  constructor(arrival) {
    super();
    this.arrival = arrival;
  }

  eq(other) {
    return other.arrival === this.arrival;
  }

  toDOM() {
    return rowOf(this.arrival);
  }

  ignoreEvent() {
    return true;
  }
}
