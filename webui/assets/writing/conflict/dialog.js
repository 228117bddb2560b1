import { say } from "../../language/words.js";
import { joinParts, markWords, partsOf } from "./parts.js";

/**
 * Shows both texts side by side where two windows changed the same lines. Answers the text that the person chose, or null
 * when the page is to stay as it is; what was written here stays among the earlier versions in any case.
 */
export function openChoice(texts) {
  const parts = partsOf(texts);
  const places = parts.filter((part) => part.mine);
  if (places.length === 0) {
    return Promise.resolve(null);
  }
  const dialog = make("dialog", "conflict");
  const heading = make("h2", "conflict__title", say("Two windows changed the same lines"));
  heading.id = "conflict-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  const about = make(
    "p",
    "conflict__about",
    say(
      "Nothing is lost: choose what the page says. Your text is also kept with its earlier versions.",
    ),
  );
  about.id = "conflict-about";
  dialog.setAttribute("aria-describedby", about.id);
  const form = make("form", "conflict__form");
  form.method = "dialog";
  const rows = make("div", "conflict__rows");
  rows.append(...places.map(rowOf));
  const acts = make("div", "conflict__acts");
  acts.append(
    button(say("Keep the page as it is"), "", "button button--plain"),
    button(say("Use this text"), "use", "button"),
  );
  form.append(rows, acts);
  dialog.append(heading, about, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const data = new FormData(form);
      const choices = places.map((_, at) => data.get(`place-${at}`));
      dialog.remove();
      resolve(dialog.returnValue === "use" ? joinParts(parts, choices) : null);
    });
  });
}

function rowOf({ mine, theirs }, at) {
  const row = make("fieldset", "conflict__row");
  const legend = make("legend", "unseen", say("Place {number}", { number: at + 1 }));
  const texts = [mine.join("\n"), theirs.join("\n")];
  row.append(
    legend,
    side(say("Written here"), texts[0], texts[1], at, "mine", say("Keep mine"), true),
    side(say("In the other window"), texts[1], texts[0], at, "theirs", say("Keep theirs")),
  );
  const both = choice(at, "both", say("Keep both, the other window’s first"));
  row.append(both);
  return row;
}

function side(title, text, against, at, value, words, isChosen = false) {
  const element = make("div", `conflict__side conflict__side--${value}`);
  element.append(make("p", "conflict__whose", title));
  const block = make("div", "conflict__text");
  block.dir = "auto";
  for (const { words: each, isOther } of markWords(text, against)) {
    block.append(isOther ? make("mark", "conflict__word", each) : each);
  }
  if (text === "") {
    block.append(make("em", "conflict__gone", say("These lines were taken away.")));
  }
  element.append(block, choice(at, value, words, isChosen));
  return element;
}

function choice(at, value, words, isChosen = false) {
  const label = make("label", "conflict__choice");
  const input = make("input", "");
  input.type = "radio";
  input.name = `place-${at}`;
  input.value = value;
  input.checked = isChosen;
  label.append(input, make("span", "", words));
  return label;
}

function button(words, value, className) {
  const element = make("button", className, words);
  element.value = value;
  element.autofocus = value === "use";
  return element;
}

function make(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}
