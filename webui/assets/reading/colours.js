import { highlightTree } from "@lezer/highlight";
import { languageOf } from "../writing/languages.js";
import { colours } from "../writing/typography.js";

const LONGEST = 100_000;

/**
 * Colours the code of an article as the editor does. Nothing of the article changes: the colours lie over its text, so that
 * what other windows write can still be patched into it.
 */
export async function colourCode(article) {
  const blocks = [...article.querySelectorAll("pre > code[class^='language-']")];
  const found = await Promise.all(blocks.map(rangesOf));
  const names = new Map();
  for (const [name, range] of found.flat()) {
    names.set(name, [...(names.get(name) ?? []), range]);
  }
  for (const name of CSS.highlights.keys()) {
    if (name.startsWith("code-")) {
      CSS.highlights.delete(name);
    }
  }
  for (const [name, ranges] of names) {
    CSS.highlights.set(name, new Highlight(...ranges));
  }
}

async function rangesOf(code) {
  const language = languageOf(code.className.slice("language-".length));
  const text = code.firstChild;
  if (!language || text?.nodeType !== Node.TEXT_NODE || text.length > LONGEST) {
    return [];
  }
  const { parser } = (await language.load()).language;
  const ranges = [];
  highlightTree(parser.parse(text.data), colours, (from, to, name) => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    ranges.push([name, range]);
  });
  return ranges;
}
