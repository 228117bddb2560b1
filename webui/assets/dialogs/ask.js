/**
 * Asks before something that can't be undone, or that leaves the notebook. Answers whether the person agreed.
 * `detail` is shown letter for letter; `safe` marks an act that destroys nothing.
 */
export function ask(
  question,
  { button = "Delete for good", detail = "", safe = false, stay = "Cancel" } = {},
) {
  const dialog = make("dialog", "dialog");
  const words = make("p", "dialog__words", question);
  words.id = "dialog-words";
  dialog.setAttribute("aria-labelledby", words.id);
  const acts = make("form", "dialog__acts");
  acts.method = "dialog";
  const agree = make("button", safe ? "button" : "button button--danger", button);
  agree.value = "yes";
  const cancel = make("button", "button button--quiet", stay);
  cancel.autofocus = !safe;
  agree.autofocus = safe;
  acts.append(cancel, agree);
  dialog.append(words, ...(detail ? [make("p", "dialog__address", detail)] : []), acts);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

function make(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}
