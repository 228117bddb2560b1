import { Application } from "@hotwired/stimulus";
import Activity from "./activity_controller.js";
import Alone from "./alone_controller.js";
import Begin from "./begin_controller.js";
import Beside from "./beside_controller.js";
import Bringing from "./bringing_controller.js";
import Calendar from "./calendar_controller.js";
import Carry from "./carry_controller.js";
import Copy from "./copy_controller.js";
import Edge from "./edge_controller.js";
import Folio from "./folio_controller.js";
import Glimpse from "./glimpse_controller.js";
import Kept from "./kept_controller.js";
import Keys from "./keys_controller.js";
import Linked from "./linked_controller.js";
import Lock from "./lock_controller.js";
import Mark from "./mark_controller.js";
import Menu from "./menu_controller.js";
import Once from "./once_controller.js";
import Opening from "./opening_controller.js";
import Outside from "./outside_controller.js";
import Panels from "./panels_controller.js";
import Parts from "./parts_controller.js";
import Properties from "./properties_controller.js";
import Reading from "./reading_controller.js";
import Redraw from "./redraw_controller.js";
import Rename from "./rename_controller.js";
import Reveal from "./reveal_controller.js";
import Search from "./search_controller.js";
import Shortcuts from "./shortcuts_controller.js";
import Sidebar from "./sidebar_controller.js";
import Silent from "./silent_controller.js";
import Sweep from "./sweep_controller.js";
import Tasks from "./tasks_controller.js";
import Tree from "./tree_controller.js";
import Unsaved from "./unsaved_controller.js";
import Wait from "./wait_controller.js";
import Windows from "./windows_controller.js";
import Writing from "./writing_controller.js";

const application = Application.start();
const controllers = {
  activity: Activity,
  alone: Alone,
  calendar: Calendar,
  carry: Carry,
  beside: Beside,
  begin: Begin,
  bringing: Bringing,
  copy: Copy,
  edge: Edge,
  folio: Folio,
  kept: Kept,
  glimpse: Glimpse,
  keys: Keys,
  linked: Linked,
  lock: Lock,
  mark: Mark,
  menu: Menu,
  once: Once,
  opening: Opening,
  outside: Outside,
  panels: Panels,
  parts: Parts,
  properties: Properties,
  reading: Reading,
  redraw: Redraw,
  rename: Rename,
  reveal: Reveal,
  search: Search,
  shortcuts: Shortcuts,
  sidebar: Sidebar,
  silent: Silent,
  sweep: Sweep,
  tasks: Tasks,
  tree: Tree,
  unsaved: Unsaved,
  wait: Wait,
  windows: Windows,
  writing: Writing,
};
register(controllers);

// Those of pages that are seen once a year come with the first of these.
const RARE = ["choices", "import", "recovery", "strength", "work"];
for (const event of ["turbo:load", "turbo:render"]) {
  document.addEventListener(event, loadRare);
}

// The page that brought the scripts may have been loaded before they came.
loadRare();

async function loadRare() {
  if (document.querySelector(RARE.map((name) => `[data-controller~="${name}"]`).join())) {
    document.removeEventListener("turbo:load", loadRare);
    document.removeEventListener("turbo:render", loadRare);
    register((await import("./rare.js")).controllers);
  }
}

function register(some) {
  for (const [name, controller] of Object.entries(some)) {
    application.register(name, controller);
  }
}
