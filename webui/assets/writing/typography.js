import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { languageOf } from "./languages.js";
import { notation } from "./notation.js";

/** The language of pages, with the code in it. The looks themselves are in css/code-colours.css. */
export function pageLanguage() {
  return [
    markdown({
      base: markdownLanguage,
      extensions: notation,
      codeLanguages: languageOf,
      addKeymap: false,
      completeHTMLTags: false,
    }),
    syntaxHighlighting(colours),
  ];
}

export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], class: "code-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "code-string" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], class: "code-value" },
  { tag: [tags.lineComment, tags.blockComment, tags.docComment], class: "code-comment" },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.tagName], class: "code-type" },
  {
    tag: [tags.function(tags.variableName), tags.definition(tags.variableName)],
    class: "code-name",
  },
  { tag: [tags.propertyName, tags.attributeName], class: "code-property" },
  { tag: tags.inserted, class: "code-string" },
  { tag: tags.deleted, class: "code-keyword" },
]);

/** The marks of a page's source, for those who would rather see them all. */
export const sourceColours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.heading, class: "md-source-heading" },
    { tag: tags.strong, class: "md-strong" },
    { tag: tags.emphasis, class: "md-emphasis" },
    { tag: tags.strikethrough, class: "md-struck" },
    { tag: [tags.processingInstruction, tags.escape, tags.meta, tags.url], class: "md-mark" },
  ]),
);
