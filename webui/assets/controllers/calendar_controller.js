import { Controller } from "@hotwired/stimulus";

/** The calendar turns to another month where it stands, and stays there when the lists around it are drawn anew. */
export default class extends Controller {
  #month = "";

  async turn(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    this.#month = event.params.month;
    await this.#draw();
  }

  keep(event) {
    if (this.#month && event.target === this.element) {
      event.preventDefault();
      this.#draw();
    }
  }

  async #draw() {
    const response = await fetch(`/journal/calendar/${this.#month}`);
    if (response.redirected || !response.ok) {
      this.dispatch("locked", { prefix: "news", target: window });
      return;
    }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const focused = this.element.contains(document.activeElement) && document.activeElement.title;
    this.element.replaceChildren(...fresh.getElementById(this.element.id).childNodes);
    if (focused) {
      [...this.element.querySelectorAll("a")].find(({ title }) => title === focused)?.focus();
    }
  }
}
