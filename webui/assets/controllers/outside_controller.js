import { Controller } from "@hotwired/stimulus";
import { ask, tell } from "../dialogs/ask.js";
import { say } from "../language/words.js";
import { post } from "../server/http.js";

const LEAVING = ["http:", "https:", "mailto:"];

/** A link that leaves the notebook is shown before it is followed, and then opens in the system's own program. */
export default class extends Controller {
  async ask(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || link.origin === location.origin || !LEAVING.includes(link.protocol)) {
      return;
    }
    event.preventDefault();
    const isMail = link.protocol === "mailto:";
    const question = isMail
      ? say("Write to this address in your mail program?")
      : say("Open this link in your browser?");
    if (
      await ask(question, {
        button: isMail ? say("Write a mail") : say("Open the link"),
        detail: link.href,
        safe: true,
      })
    ) {
      post("/open", { url: link.href }).catch((error) => tell(error.message));
    }
  }
}
