import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { here } from "../reading/here.js";
import { hasMod } from "../reading/keys.js";
import { patch } from "../reading/patch.js";
import { fetchDocument } from "../server/http.js";

const PAGES = "/pages/";

/** The page beside the page: it follows what is saved to it, and links in it open beside the page, too. */
export default class extends Controller {
  static targets = ["text"];
  static values = { page: Number };

  hear({ detail: { page } }) {
    if (page === this.pageValue) {
      this.refresh();
    }
  }

  async refresh() {
    try {
      const fresh = (await fetchDocument(location.href)).getElementById(this.textTarget.id);
      if (fresh && this.element.isConnected) {
        patch(this.textTarget, fresh.innerHTML);
      }
    } catch (error) {
      if (error.status === 401) {
        this.dispatch("locked", { prefix: "news", target: window });
      }
      // Without an answer the page stays as it is; the next news asks again.
    }
  }

  follow(event) {
    const link = event.target.closest("article a[href]");
    const isPlain = event.button === 0 && !hasMod(event) && !event.shiftKey;
    if (link && isPlain && link.origin === location.origin && link.pathname.startsWith(PAGES)) {
      event.preventDefault();
      visit(`${here.url}?beside=${link.pathname.slice(PAGES.length)}`);
    }
  }
}
