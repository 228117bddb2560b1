/** A sentence of the program in the person's language. English is the key; `{name}` takes the value of that name. */
export function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
