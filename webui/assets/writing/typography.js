import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, Language, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { colouring } from "./colouring.js";
import { languageOf } from "./languages.js";
import { notation } from "./notation.js";

// Past this the code in a page is read as plain text while one writes: with every key its parser looks through all blocks
// of code, which at 1 MB took 25 to 200 ms, against 3 to 8 without.
const LONGEST_MIXED = 150_000;

/** The language of a page that is so long, with the code in it. The looks themselves are in css/code-colours.css. */
export function pageLanguage(length) {
  return length > LONGEST_MIXED ? plainLanguage() : [mixedLanguage(), syntaxHighlighting(colours)];
}

function mixedLanguage() {
  return markdown({
    base: markdownLanguage,
    extensions: notation,
    codeLanguages: languageOf,
    addKeymap: false,
    completeHTMLTags: false,
  });
}

/** The data are the library's own, so that its commands know the language as theirs. */
function plainLanguage() {
  const parser = markdownLanguage.parser.configure(notation);
  return new Language(markdownLanguage.data, parser, [], "markdown");
}

export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], class: "code-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "code-string" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], class: "code-value" },
  { tag: [tags.lineComment, tags.blockComment, tags.docComment], class: "code-comment" },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.tagName], class: "code-type" },
  // As in the reading view, where it is made: what merely calls it can't be told there.
  { tag: tags.function(tags.definition(tags.variableName)), class: "code-name" },
  { tag: [tags.propertyName, tags.attributeName], class: "code-property" },
  { tag: tags.inserted, class: "code-string" },
  { tag: tags.deleted, class: "code-keyword" },
]);

/** The marks of a page's source, for those who would rather see them all. */
export const sourceColours = colouring(
  HighlightStyle.define([
    { tag: tags.heading, class: "md-source-heading" },
    { tag: tags.strong, class: "md-strong" },
    { tag: tags.emphasis, class: "md-emphasis" },
    { tag: tags.strikethrough, class: "md-struck" },
    { tag: [tags.processingInstruction, tags.escape, tags.meta, tags.url], class: "md-mark" },
  ]),
);
