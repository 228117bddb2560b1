import { Controller } from "@hotwired/stimulus";
import { morphElements } from "@hotwired/turbo";
import { here } from "../reading/here.js";
import { fetchNewText, post } from "../server/http.js";

const PAUSE = 250;

/** What a page says of itself, above its text: each value is saved when it changes. */
export default class extends Controller {
  static targets = ["more", "name"];
  #timer = 0;

  disconnect() {
    clearTimeout(this.#timer);
  }

  async save(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const act = event.submitter?.value === "remove" ? { act: "remove" } : {};
    const isNew = form.classList.contains("property--new");
    const fields = { ...Object.fromEntries(new FormData(form)), ...act };
    if (isNew && fields.kind === "date") {
      fields.value = new Date().toLocaleDateString("sv");
    } else if (isNew && fields.kind === "number") {
      fields.value = "0";
    }
    try {
      const { html } = await post(form.action, fields);
      if (isNew) {
        form.reset();
      }
      this.#show(html);
      if (isNew) {
        const last = [...this.element.querySelectorAll(":scope > .property")].at(-1);
        last?.querySelector("[id^=property-]")?.focus();
      }
    } catch ({ message }) {
      const detail = { state: "failed", sentence: message };
      this.dispatch("state", { prefix: "writing", target: window, detail });
    }
  }

  /** A day is written as in 2026-11-30, in every language; the web view's own calendar helps to find it. */
  pickDay({ currentTarget }) {
    currentTarget.parentElement.querySelector("input[type=date]").showPicker();
  }

  takeDay(event) {
    const picker = event.currentTarget;
    event.stopPropagation();
    if (picker.value) {
      picker.parentElement.querySelector("[name=value]").value = picker.value;
      picker.form.requestSubmit();
    }
  }

  /** Another window, or the text itself, may have changed what stands here; the text comes first. */
  hear({ detail: { page } }) {
    if (page === here.id) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), PAUSE);
    }
  }

  async #look() {
    if (!this.element.contains(document.activeElement)) {
      const html = await fetchNewText(`/page/${here.id}/properties`);
      if (html !== null && this.element.isConnected) {
        this.#show(html);
      }
    }
  }

  /** The command: opens the row for a new one. */
  add() {
    this.element.hidden = false;
    if (this.hasMoreTarget) {
      this.moreTarget.open = true;
      this.nameTarget.focus();
    }
  }

  /** Escape gives up the row for a new one. */
  close(event) {
    if (this.hasMoreTarget && this.moreTarget.open) {
      event.preventDefault();
      event.stopPropagation();
      this.moreTarget.open = false;
    }
  }

  #show(html) {
    const fresh = this.element.cloneNode(false);
    fresh.innerHTML = html;
    fresh.hidden = fresh.querySelector(".property:not(.property--new)") === null;
    // The next value may be half typed when the answer to the one before comes.
    morphElements(this.element, fresh, { ignoreActiveValue: true });
  }
}
