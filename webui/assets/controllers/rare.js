import Choices from "./choices_controller.js";
import Import from "./import_controller.js";
import Recovery from "./recovery_controller.js";
import Strength from "./strength_controller.js";
import Work from "./work_controller.js";

export const controllers = {
  choices: Choices,
  import: Import,
  recovery: Recovery,
  strength: Strength,
  work: Work,
};
