import { say } from "../language/words.js";

/**
 * Asks before something that can't be undone, or that leaves the notebook. Answers whether the person agreed.
 * `detail` is shown letter for letter; `safe` marks an act that destroys nothing.
 */
export function ask(
  question,
  { button = say("Delete for good"), detail = "", safe = false, stay = say("Cancel") } = {},
) {
  const cancel = makeButton(stay, "", "button button--quiet", !safe);
  const agree = makeButton(button, "yes", safe ? "button" : "button button--danger", safe);
  return show(question, detail, [cancel, agree]);
}

/** Asks for a text of several lines. Answers it, or null when the person cancels. */
export async function askText(question, { button }) {
  const field = make("textarea", "field__input dialog__field");
  field.rows = 5;
  field.dir = "auto";
  field.autofocus = true;
  field.setAttribute("aria-labelledby", "dialog-words");
  const cancel = makeButton(say("Cancel"), "", "button button--quiet", false);
  const agree = makeButton(button, "yes", "button", false);
  return (await show(question, "", [cancel, agree], field)) ? field.value : null;
}

/** Says what went wrong with something that has no place of its own on the page. */
export function tell(sentence) {
  return show(sentence, "", [makeButton(say("Close"), "", "button", true)]);
}

function show(sentence, detail, buttons, ...fields) {
  const dialog = make("dialog", "dialog");
  const words = make("p", "dialog__words", sentence);
  words.id = "dialog-words";
  dialog.setAttribute("aria-labelledby", words.id);
  const acts = make("form", "dialog__acts");
  acts.method = "dialog";
  acts.append(...buttons);
  dialog.append(words, ...(detail ? [make("p", "dialog__address", detail)] : []), ...fields, acts);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

function makeButton(label, value, className, autofocus) {
  const button = make("button", className, label);
  button.value = value;
  button.autofocus = autofocus;
  return button;
}

function make(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}
