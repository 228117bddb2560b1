import { Controller } from "@hotwired/stimulus";
import { sayKeys } from "../commands/keys.js";
import { isMac } from "../reading/keys.js";

/** Names keys as this computer's keyboard does. */
export default class extends Controller {
  connect() {
    if (isMac) {
      for (const element of this.element.querySelectorAll("[data-keys]")) {
        element.textContent = sayKeys(element.dataset.keys);
      }
    }
  }
}
