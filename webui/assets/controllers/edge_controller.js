import { Controller } from "@hotwired/stimulus";
import { keepLayout } from "../reading/layout.js";

const STEP = 10;
const PAUSE = 400;

/** The edge of the sidebar: dragged, or moved by arrow keys; a double click brings the usual width back. */
export default class extends Controller {
  static values = { standard: Number };
  #timer = 0;

  grab(event) {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    this.element.focus();
    this.element.setPointerCapture(event.pointerId);
    const isMirrored = getComputedStyle(this.element).direction === "rtl";
    const move = ({ clientX }) => this.#show(isMirrored ? innerWidth - clientX : clientX);
    const drop = () => {
      this.element.removeEventListener("pointermove", move);
      this.#keep();
    };
    this.element.addEventListener("pointermove", move);
    this.element.addEventListener("lostpointercapture", drop, { once: true });
  }

  press(event) {
    const isMirrored = getComputedStyle(this.element).direction === "rtl";
    const way = isMirrored ? -STEP : STEP;
    const width = {
      ArrowLeft: this.#width - way,
      ArrowRight: this.#width + way,
      Home: this.#least,
      End: this.#most,
      Enter: this.standardValue,
    }[event.key];
    if (width !== undefined) {
      event.preventDefault();
      this.#show(width);
      this.#keep();
    }
  }

  reset() {
    this.#show(this.standardValue);
    this.#keep();
  }

  /** The styles know steps of ten pixels: the policy of the pages allows no style of their own. */
  #show(pixels) {
    const stepped = Math.round(pixels / STEP) * STEP;
    const width = Math.min(Math.max(stepped, this.#least), this.#most);
    document.body.dataset.width = width;
    this.element.setAttribute("aria-valuenow", width);
  }

  #keep() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => keepLayout({ width: this.#width }), PAUSE);
  }

  get #width() {
    return Number(this.element.getAttribute("aria-valuenow"));
  }

  get #least() {
    return Number(this.element.getAttribute("aria-valuemin"));
  }

  get #most() {
    return Number(this.element.getAttribute("aria-valuemax"));
  }
}
