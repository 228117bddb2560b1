import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { tell } from "../dialogs/ask.js";
import { keepStanding } from "../reading/standing.js";
import { post } from "../server/http.js";

/** Begins an empty page with a template, and leaves the cursor where the template says. */
export default class extends Controller {
  async choose(event) {
    event.preventDefault();
    const { value: template, dataset } = event.submitter;
    try {
      const clipboard = "clipboard" in dataset ? await readClipboard() : "";
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

/** What was copied last; nothing where the web view keeps it from pages. */
async function readClipboard() {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return "";
  }
}
