import { Controller } from "@hotwired/stimulus";
import { keepLayout } from "../reading/layout.js";
import { fetchDocument } from "../server/http.js";

/** The tree of folders. A folder's pages are asked for when it is opened. */
export default class extends Controller {
  async turn({ currentTarget: button, params: { path } }) {
    // A path that reads like a number comes as one.
    const folder = String(path);
    const isOpen = button.getAttribute("aria-expanded") !== "true";
    const branch = document.getElementById(button.getAttribute("aria-controls"));
    if (isOpen && !branch.firstElementChild) {
      await this.#fill(branch, folder);
    }
    button.setAttribute("aria-expanded", isOpen);
    branch.hidden = !isOpen;
    keepLayout({ [isOpen ? "open_folder" : "closed_folder"]: folder });
  }

  async #fill(branch, folder) {
    const address = folder.split("/").map(encodeURIComponent).join("/");
    try {
      const answer = await fetchDocument(`/folders/${address}?part=1`);
      branch.replaceChildren(...answer.body.children);
    } catch (error) {
      if (error.status === 401) {
        this.dispatch("locked", { prefix: "news", target: window });
      }
      // Without an answer the folder stays empty; closing and opening it asks again.
    }
  }
}
