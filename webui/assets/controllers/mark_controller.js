import { Controller } from "@hotwired/stimulus";
import { tell } from "../dialogs/ask.js";
import { post } from "../server/http.js";

/** Stars a page, or pins it, without leaving what is being written. */
export default class extends Controller {
  static targets = ["label", "on"];
  static values = { add: String, remove: String };

  async turn(event) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(this.element));
    try {
      const { on } = await post(this.element.action, fields);
      this.onTarget.value = on ? "no" : "yes";
      this.labelTarget.textContent = on ? this.removeValue : this.addValue;
    } catch ({ message }) {
      tell(message);
    }
    this.element.closest("details")?.removeAttribute("open");
  }
}
