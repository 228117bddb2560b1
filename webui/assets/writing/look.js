import { Compartment } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { keepLayout } from "../reading/layout.js";
import { preview } from "./preview/preview.js";
import { sourceColours } from "./typography.js";

const compartment = new Compartment();

/** How Markdown shows: drawn, or as its source, whichever the person chose last. */
export function look() {
  return compartment.of(lookOf(isSource()));
}

export function turnSource(view) {
  const isNow = !isSource();
  document.body.dataset.source = isNow ? "yes" : "no";
  keepLayout({ source: isNow ? "yes" : "no" });
  view.dispatch({ effects: compartment.reconfigure(lookOf(isNow)) });
  return true;
}

function isSource() {
  return document.body.dataset.source === "yes";
}

function lookOf(asSource) {
  return asSource
    ? [sourceColours, EditorView.editorAttributes.of({ class: "md-as-source" })]
    : preview();
}
