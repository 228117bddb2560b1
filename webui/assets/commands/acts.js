import { visit } from "@hotwired/turbo";
import { here } from "../reading/here.js";

const ACTS = {
  "new-page": () => document.querySelector("form[action='/pages/']").requestSubmit(),
  "log-out": () => document.querySelector("form[action='/logout']").requestSubmit(),
  move: () => visit(`/page/${here.id}/move`),
  duplicate: () => document.getElementById("duplicate").requestSubmit(),
  history: () => visit(`${here.url}/history`),
  delete: () => document.querySelector("form[data-address='/delete']").requestSubmit(),
  palette: async () => (await import("./palette.js")).openPalette(),
  shortcuts: async () => (await import("./sheet.js")).openSheet(),
};

/** Does what a command says. What a controller does hears `shortcuts:NAME`, the editor `shortcuts:write`. */
export function run({ name, where, path }) {
  if (ACTS[name]) {
    ACTS[name]();
  } else if (path) {
    visit(path);
  } else if (where === "writing") {
    tell("write", { name });
  } else {
    tell(name);
  }
}

function tell(name, detail = {}) {
  window.dispatchEvent(new CustomEvent(`shortcuts:${name}`, { detail }));
}
