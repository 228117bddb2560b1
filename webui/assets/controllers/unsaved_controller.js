import { Controller } from "@hotwired/stimulus";
import { copyText } from "../dialogs/clipboard.js";
import { say } from "../language/words.js";
import { here } from "../reading/here.js";
import { flushAll, saverOf } from "../writing/savers.js";

/** A save failed: says so where nobody overlooks it, and why, until it worked. */
export default class extends Controller {
  static targets = ["cause"];

  tell({ detail: { state, cause, status } }) {
    if (state === "saved") {
      this.element.hidden = true;
    }
    // Who was logged out is on the way to the login page.
    if (state === "failed" && status !== 401) {
      this.causeTarget.textContent = cause ?? say("Inglenook does not answer.");
      this.element.hidden = false;
    }
  }

  retry() {
    return flushAll();
  }

  async copy({ currentTarget }) {
    const { manuscript } = saverOf(here.id, () => ({ manuscript: null }));
    if (manuscript && (await copyText(manuscript.doc.toString()))) {
      currentTarget.lastElementChild.textContent = say("Copied");
    }
  }
}
