import { Controller } from "@hotwired/stimulus";
import { run } from "../commands/acts.js";
import { keysOf } from "../commands/keys.js";
import { commandOf, commands } from "../commands/table.js";
import { hasMod, isTyping } from "../reading/keys.js";

const QUIET = 1500;

/** The keys that work anywhere in the notebook: those of the table in webui/commands.py. */
export default class extends Controller {
  connect() {
    // So that no letter is lost that is typed right behind the keys that open it.
    setTimeout(() => import("../commands/palette.js"), QUIET);
  }

  press(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) {
      return;
    }
    const isPlain = event.key.length === 1 && !hasMod(event) && !event.altKey;
    const command = isPlain && isTyping(event) ? null : commandOf(keysOf(event));
    if (command) {
      event.preventDefault();
      run(command);
    }
  }

  /** A menu's entry does what its keys do. */
  choose({ params: { command } }) {
    run(commands().find(({ name }) => name === command));
  }

  /** A link that leads to the search page where there are no scripts. */
  search(event) {
    if (!hasMod(event) && !event.shiftKey) {
      event.preventDefault();
      this.dispatch("search", { target: window });
    }
  }
}
