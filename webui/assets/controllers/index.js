import { Application } from "@hotwired/stimulus";
import Activity from "./activity_controller.js";
import Alone from "./alone_controller.js";
import Begin from "./begin_controller.js";
import Beside from "./beside_controller.js";
import Calendar from "./calendar_controller.js";
import Choices from "./choices_controller.js";
import Copy from "./copy_controller.js";
import Edge from "./edge_controller.js";
import Folio from "./folio_controller.js";
import Glimpse from "./glimpse_controller.js";
import Import from "./import_controller.js";
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
import Properties from "./properties_controller.js";
import Reading from "./reading_controller.js";
import Recovery from "./recovery_controller.js";
import Redraw from "./redraw_controller.js";
import Rename from "./rename_controller.js";
import Reveal from "./reveal_controller.js";
import Search from "./search_controller.js";
import Shortcuts from "./shortcuts_controller.js";
import Sidebar from "./sidebar_controller.js";
import Silent from "./silent_controller.js";
import Strength from "./strength_controller.js";
import Sweep from "./sweep_controller.js";
import Tasks from "./tasks_controller.js";
import Tree from "./tree_controller.js";
import Unsaved from "./unsaved_controller.js";
import Wait from "./wait_controller.js";
import Windows from "./windows_controller.js";
import Work from "./work_controller.js";
import Writing from "./writing_controller.js";

const application = Application.start();
const controllers = {
  activity: Activity,
  alone: Alone,
  calendar: Calendar,
  beside: Beside,
  choices: Choices,
  begin: Begin,
  copy: Copy,
  edge: Edge,
  folio: Folio,
  kept: Kept,
  glimpse: Glimpse,
  import: Import,
  keys: Keys,
  linked: Linked,
  lock: Lock,
  mark: Mark,
  menu: Menu,
  once: Once,
  opening: Opening,
  outside: Outside,
  panels: Panels,
  properties: Properties,
  reading: Reading,
  recovery: Recovery,
  redraw: Redraw,
  rename: Rename,
  reveal: Reveal,
  search: Search,
  shortcuts: Shortcuts,
  sidebar: Sidebar,
  silent: Silent,
  strength: Strength,
  sweep: Sweep,
  tasks: Tasks,
  tree: Tree,
  unsaved: Unsaved,
  wait: Wait,
  windows: Windows,
  work: Work,
  writing: Writing,
};
for (const [name, controller] of Object.entries(controllers)) {
  application.register(name, controller);
}
