// The program's own words in the person's language. English is the key, and needs nothing loaded.
const address = document.querySelector('meta[name="inglenook-words"]')?.content;
const words = address ? await fetchWords() : { forms: [], sentences: {} };

/** A sentence of the program in the person's language. English is the key; `{name}` takes the value of that name. */
export function say(text, values = {}) {
  return fill(words.sentences[text] ?? text, values);
}

/** The sentence that fits a number, which it may name as `{count}`. */
export function sayCount(one, many, count, values = {}) {
  const forms = words.sentences[one];
  const sentence = forms ? forms[formOf(count)] : count === 1 ? one : many;
  return fill(sentence, { count: sayNumber(count), ...values });
}

/** A number as the person's language writes it. */
export function sayNumber(number) {
  return number.toLocaleString(document.documentElement.lang);
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Which form a number takes: the first two hundred are listed, and what follows repeats their last hundred. */
function formOf(count) {
  return words.forms[count < 100 ? count : 100 + (count % 100)];
}

async function fetchWords() {
  try {
    return await (await fetch(address)).json();
  } catch {
    // English is better than no words at all.
    return { forms: [], sentences: {} };
  }
}
