import { Controller } from "@hotwired/stimulus";
import { here } from "../reading/here.js";
import { post } from "../server/http.js";

/** The boxes of tasks: a tick changes the line of the page that it stands in. */
export default class extends Controller {
  static targets = ["wrong"];

  async tick({ target }) {
    if (!target.matches("input[data-line]")) {
      return;
    }
    const isDone = target.checked;
    target.disabled = true;
    try {
      await post("/tasks/tick", {
        ...this.#placeOf(target),
        line: target.dataset.line,
        done: isDone ? "yes" : "no",
      });
      this.#say("");
    } catch (error) {
      target.checked = !isDone;
      this.#fail(error);
    } finally {
      target.disabled = false;
    }
  }

  /** The page that a box belongs to, and the revision that is before the person's eyes. */
  #placeOf(box) {
    const place = box.closest("[data-page][data-revision]");
    const { page, revision } = place.dataset;
    return place === document.body ? { id: here.id, base: revision } : { page, base: revision };
  }

  #fail({ status, message }) {
    if (status === 401) {
      this.dispatch("locked", { prefix: "news", target: window });
      return;
    }
    this.#say(message);
    this.dispatch("failed", { prefix: "tasks", target: window });
  }

  #say(sentence) {
    if (this.hasWrongTarget) {
      this.wrongTarget.textContent = sentence;
      this.wrongTarget.hidden = !sentence;
    }
  }
}
