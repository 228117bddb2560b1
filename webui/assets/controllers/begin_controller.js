import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { askText, tell } from "../dialogs/ask.js";
import { say } from "../language/words.js";
import { keepStanding } from "../reading/standing.js";
import { post } from "../server/http.js";

/** Begins an empty page with a template, and leaves the cursor where the template says. */
export default class extends Controller {
  async choose(event) {
    event.preventDefault();
    const { value: template, dataset } = event.submitter;
    try {
      const clipboard = "clipboard" in dataset ? await readClipboard() : "";
      if (clipboard === null) {
        return;
      }
      const { url, cursor } = await post(this.element.action, { template, clipboard });
      keepStanding({ cursor });
      visit(url, { action: "replace" });
    } catch ({ message }) {
      tell(message);
    }
  }

  /** The first words make it a page of its own. */
  hear({ detail: { words } }) {
    this.element.hidden = words > 0;
  }
}

/** What was copied last. Where the web view keeps it from pages the person pastes it; null when they don't. */
async function readClipboard() {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return askText(say("Paste here what this template asks for."), { button: say("Begin page") });
  }
}
