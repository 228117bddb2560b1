import { moveLineDown, moveLineUp, redo, undo } from "@codemirror/commands";
import { openSearchPanel } from "@codemirror/search";
import { insertBlock, insertWords } from "./formatting/insert.js";
import {
  tick,
  toggleBullets,
  toggleHeading,
  toggleNumbers,
  toggleQuote,
  toggleTasks,
} from "./formatting/lines.js";
import { makeLink, toggleMark } from "./formatting/marks.js";
import { NEW_TABLE } from "./formatting/tables.js";
import { turnSource } from "./look.js";
import { pickFiles } from "./uploading/pick.js";

/** What each command of the editor does with a view, by its name in webui/commands.py. */
export const acts = {
  find: openSearchPanel,
  undo,
  redo,
  source: turnSource,
  bold: toggleMark("**"),
  italic: toggleMark("*"),
  strike: toggleMark("~~"),
  code: toggleMark("`"),
  link: makeLink,
  "heading-1": toggleHeading(1),
  "heading-2": toggleHeading(2),
  "heading-3": toggleHeading(3),
  plain: toggleHeading(0),
  numbers: toggleNumbers,
  bullets: toggleBullets,
  tasks: toggleTasks,
  tick,
  quote: toggleQuote,
  "line-up": moveLineUp,
  "line-down": moveLineDown,
  "code-block": insertBlock("```\n", "\n```"),
  table: insertBlock(NEW_TABLE, "", 2 - NEW_TABLE.length),
  date: insertWords(() => new Intl.DateTimeFormat("sv-SE").format(new Date())),
  file: pickFiles,
  query: insertBlock("```query\n", "\n```"),
  rule: insertBlock("---\n\n", ""),
};
