import { here } from "../reading/here.js";

let source = null;
let table = [];

/** Every command, as webui/commands.py lists them: `name`, `words`, `keys`, `where`, `path`. */
export function commands() {
  const element = document.getElementById("commands");
  if (element !== source) {
    source = element;
    table = element ? JSON.parse(element.content.textContent) : [];
  }
  return table;
}

/** Whether there is at this moment what a command is for. */
export function isOffered({ where }) {
  return where === "anywhere" || (where === "page" ? Boolean(here.url) : here.isWriting);
}

/** The command of these keys. */
export function commandOf(keys) {
  return commands().find((command) => command.keys.includes(keys) && isOffered(command));
}
