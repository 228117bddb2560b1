import { say } from "../../language/words.js";

/**
 * A file on its way: its name, how far it is, and a button to give it up or to try again.
 * `arrival` has `name`, `share`, `sentence`, `start()` and `giveUp()`; its `change()` is set here, and draws it anew.
 */
export function rowOf(arrival) {
  const room = make("span", "arriving");
  const name = make("span", "arriving__name");
  name.textContent = arrival.name;
  const bar = make("progress", "arriving__bar");
  bar.setAttribute("aria-label", say("Bringing in {name}", { name: arrival.name }));
  const words = make("span", "arriving__words");
  words.setAttribute("role", "status");
  const again = button(say("Try again"), () => arrival.start());
  const stop = button(say("Cancel"), () => arrival.giveUp());
  room.append(name, bar, words, again, stop);
  arrival.change = () => {
    bar.value = arrival.share;
    bar.hidden = arrival.sentence !== "";
    again.hidden = arrival.sentence === "";
    words.textContent = arrival.sentence;
    room.classList.toggle("arriving--wrong", arrival.sentence !== "");
  };
  arrival.change();
  return room;
}

function button(words, act) {
  const element = make("button", "arriving__button");
  element.type = "button";
  element.textContent = words;
  element.addEventListener("click", act);
  return element;
}

function make(name, className) {
  const element = document.createElement(name);
  element.className = className;
  return element;
}
