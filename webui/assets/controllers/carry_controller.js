import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";

const KIND = "application/x-inglenook-page";

/** A page is dragged out of a list: onto a folder, where it may move to, or into a text, as a link. */
export default class extends Controller {
  #over = null;

  lift({ target, dataTransfer }) {
    const link = target.closest?.(".row__link[title]");
    const page = link?.parentElement.id.match(/^(?:row|leaf|marked)-(\d+)$/)?.[1];
    if (page) {
      dataTransfer.setData(KIND, page);
      dataTransfer.setData("text/plain", `[[${link.title}]]`);
    }
  }

  over(event) {
    const folder = event.target.closest?.(".row--folder");
    this.#mark(event.dataTransfer.types.includes(KIND) ? folder : null);
    if (this.#over) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
    }
  }

  leave({ relatedTarget }) {
    if (!this.element.contains(relatedTarget)) {
      this.#mark(null);
    }
  }

  /** The page of moving says how many links will follow, and asks. */
  put(event) {
    const over = event.target.closest?.(".row--folder");
    if (over) {
      event.preventDefault();
      const folder = encodeURIComponent(over.id.replace(/^folder-/, ""));
      this.#mark(null);
      visit(`/page/${event.dataTransfer.getData(KIND)}/move?folder=${folder}`);
    }
  }

  #mark(folder) {
    this.#over?.removeAttribute("data-over");
    folder?.setAttribute("data-over", "");
    this.#over = folder ?? null;
  }
}
