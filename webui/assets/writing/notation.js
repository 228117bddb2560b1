import { tags } from "@lezer/highlight";

const WIKI_LINK = /^\[\[[^[\]\n]{1,300}\]\]/;
const TAG = /^#[\p{L}\p{N}_][\p{L}\p{N}_/-]*/u;
const LONGEST = 310;
const BRACKET = 91;
const NUMBER_SIGN = 35;

/** What a notebook writes beyond common Markdown: links to pages by their titles, and tags. */
export const notation = {
  defineNodes: [
    { name: "WikiLink", style: { "WikiLink/...": tags.link } },
    { name: "WikiLinkMark", style: tags.processingInstruction },
    { name: "Hashtag", style: tags.labelName },
  ],
  parseInline: [
    { name: "WikiLink", before: "Link", parse: readWikiLink },
    { name: "Hashtag", parse: readTag },
  ],
};

function readWikiLink(context, next, at) {
  if (next !== BRACKET) {
    return -1;
  }
  const found = ahead(context, at).match(WIKI_LINK);
  if (!found) {
    return -1;
  }
  const end = at + found[0].length;
  const marks = [
    context.elt("WikiLinkMark", at, at + 2),
    context.elt("WikiLinkMark", end - 2, end),
  ];
  return context.addElement(context.elt("WikiLink", at, end, marks));
}

function readTag(context, next, at) {
  const isInWord = at > context.offset && /[\p{L}\p{N}]/u.test(context.slice(at - 1, at));
  const found = next === NUMBER_SIGN && !isInWord && ahead(context, at).match(TAG);
  return found ? context.addElement(context.elt("Hashtag", at, at + found[0].length)) : -1;
}

function ahead(context, at) {
  return context.slice(at, Math.min(context.end, at + LONGEST));
}
