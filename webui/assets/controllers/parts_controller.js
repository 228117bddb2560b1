import { Controller } from "@hotwired/stimulus";
import { keepLayout } from "../reading/layout.js";

/** Each part of the sidebar folds by itself, and remembers. */
export default class extends Controller {
  turn({ currentTarget: button, params: { name } }) {
    const isOpen = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", isOpen);
    document.getElementById(button.getAttribute("aria-controls")).hidden = !isOpen;
    keepLayout({ [isOpen ? "open_part" : "closed_part"]: name });
  }
}
