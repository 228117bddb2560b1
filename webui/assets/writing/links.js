import { EditorView } from "@codemirror/view";
import { visit } from "@hotwired/turbo";
import { hasMod } from "../reading/keys.js";

const KEYS = new Set(["Control", "Meta"]);

/** Links are followed with Ctrl and a click, in a new window with Shift as well. */
export function followLinks() {
  return EditorView.domEventHandlers({
    mousedown: (event, view) => (event.button === 0 && hasMod(event) ? follow(event, view) : false),
    keydown: (event, view) => mark(event, view, hasMod(event)),
    keyup: (event, view) => mark(event, view, false),
    mousemove: (event, view) => {
      view.dom.classList.toggle("has-mod", hasMod(event));
    },
  });
}

function mark({ key }, view, isDown) {
  if (KEYS.has(key)) {
    view.dom.classList.toggle("has-mod", isDown);
  }
  return false;
}

function follow(event, view) {
  const link = event.target.closest?.("[data-href], [data-page-title]");
  const address = link && addressOf(link);
  if (!address) {
    return false;
  }
  event.preventDefault();
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) {
    leave(url, view);
  } else if (event.shiftKey) {
    window.dispatchEvent(
      new CustomEvent("shortcuts:open", { detail: { path: url.pathname + url.search } }),
    );
  } else {
    visit(url);
  }
  return true;
}

/** The address behind a link in the text. A page is found by its title, whatever its address is made of it. */
export function addressOf({ dataset: { href, pageTitle, heading } }) {
  if (pageTitle === undefined) {
    return href;
  }
  const path = pageTitle.split("/").map(encodeURIComponent).join("/");
  const hash = heading ? `#${encodeURIComponent(heading)}` : "";
  return pageTitle ? `/pages/${path}${hash}` : hash;
}

/** A real link is clicked, so that the question is asked that every link outside asks. */
function leave(url, view) {
  const link = document.createElement("a");
  link.href = url.href;
  view.dom.append(link);
  link.click();
  link.remove();
}
