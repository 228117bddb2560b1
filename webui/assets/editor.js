// What writing needs, loaded once a page is readable: see writing/desk.js.
export { acts } from "./writing/acts.js";
export { choose } from "./writing/conflict/choosing.js";
export { holdAt, openEditor } from "./writing/editor.js";
export { Manuscript } from "./writing/manuscript.js";
