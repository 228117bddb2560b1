import { Controller } from "@hotwired/stimulus";
import { isMac } from "../reading/keys.js";

const SIGNS = { Mod: "⌘", Shift: "⇧" };

/** Names keys as this computer's keyboard does. */
export default class extends Controller {
  connect() {
    if (isMac) {
      for (const element of this.element.querySelectorAll("[data-keys]")) {
        element.textContent = element.dataset.keys.replace(
          /(Mod|Shift)\+/g,
          (_, key) => SIGNS[key],
        );
      }
    }
  }
}
