import { Controller } from "@hotwired/stimulus";
import { fetchDocument } from "../server/http.js";

const WAIT = 300;
const REST = 200;
const GAP = 8;
// In the editor a page is known by its title, elsewhere by its address.
const LINKS = "a[href^='/pages/'], .cm-content [data-page-title]";

/** The beginning of a page floats beside a link to it, for the pointer that rests there and for the keyboard. */
export default class extends Controller {
  #timer = 0;
  #link = null;
  #card = null;

  disconnect() {
    this.hide();
  }

  point({ target }) {
    const link = target.closest?.(LINKS);
    if (this.#card?.contains(target)) {
      clearTimeout(this.#timer);
    } else if (link?.closest("main")) {
      this.#await(link);
    } else if (this.#link) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.hide(), REST);
    }
  }

  press({ key }) {
    if (key !== "Tab" && key !== "Shift") {
      this.hide();
    }
  }

  hide() {
    clearTimeout(this.#timer);
    this.#link?.removeAttribute("aria-describedby");
    this.#link = null;
    this.#card?.remove();
    this.#card = null;
  }

  #await(link) {
    clearTimeout(this.#timer);
    if (link !== this.#link) {
      this.#timer = setTimeout(() => this.#show(link), WAIT);
    }
  }

  async #show(link) {
    this.hide();
    this.#link = link;
    const glimpse = await fetchGlimpse(link);
    if (!glimpse || this.#link !== link || !link.isConnected) {
      return;
    }
    const card = document.createElement("div");
    card.className = "glimpse";
    card.setAttribute("role", "tooltip");
    glimpse.id = "glimpse";
    card.append(glimpse);
    this.element.append(card);
    this.#card = card;
    link.setAttribute("aria-describedby", glimpse.id);
    place(card, link);
  }
}

async function fetchGlimpse(link) {
  const slug = link.dataset.pageTitle
    ? link.dataset.pageTitle.split("/").map(encodeURIComponent).join("/")
    : new URL(link.href).pathname.slice("/pages/".length);
  if (slug === "" || slug.includes("/history")) {
    return null;
  }
  try {
    return (await fetchDocument(`/glimpse/${slug}`)).getElementById("glimpse");
  } catch {
    // Only a convenience: the link itself still leads there.
    return null;
  }
}

function place(card, link) {
  const { top, bottom, left } = link.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = card;
  const hasRoom = bottom + GAP + offsetHeight < innerHeight;
  card.style.left = `${Math.max(GAP, Math.min(left, innerWidth - offsetWidth - GAP))}px`;
  card.style.top = `${hasRoom ? bottom + GAP : Math.max(GAP, top - GAP - offsetHeight)}px`;
}
