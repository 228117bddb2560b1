import { tags } from "@lezer/highlight";
import { LONGEST_FRONT } from "../reading/front.js";

const WIKI_LINK = /^(!?)\[\[([^[\]|\n]{1,300})(?:\|([^[\]\n]{1,300}))?\]\]/;
const TAG = /^#[\p{L}\p{N}_][\p{L}\p{N}_/-]*/u;
const BEFORE_TAG = /[\s([{"'“‘«,;、。，；：（「『《]/u;
const FENCE = /^---[ \t]*$/;
const FRONT_END = /^---[ \t]*$/m;
const LONGEST = 620;
const [EXCLAMATION, NUMBER_SIGN, BRACKET] = [33, 35, 91];
// A line without end is shown as plain text: reading its marks would hold up every key.
export const LONGEST_READ = 20_000;

/**
 * What a notebook writes beyond common Markdown: front matter, links to pages by their titles, and tags. What the reading
 * view does not know (sub- and superscript, emoji by name) is left out here as well.
 */
export const notation = {
  remove: ["Subscript", "Superscript", "Emoji"],
  defineNodes: [
    { name: "FrontMatter", block: true, style: { "FrontMatter/...": tags.meta } },
    { name: "LongLine", block: true },
    { name: "WikiLink" },
    { name: "WikiLinkMark" },
    { name: "Hashtag" },
  ],
  parseBlock: [
    { name: "FrontMatter", before: "HorizontalRule", parse: readFrontMatter },
    { name: "LongLine", before: "LinkReference", parse: readLongLine, endLeaf: isLong },
  ],
  parseInline: [
    { name: "WikiLink", before: "Link", parse: readWikiLink },
    { name: "Embed", before: "Image", parse: readWikiLink },
    { name: "Hashtag", parse: readTag },
  ],
};

/** The parts of a link between pages: `embeds`, `page`, `heading` (or ""), `label` (or null). */
export function partsOfWikiLink(text) {
  const [, mark, address, label] = text.match(WIKI_LINK);
  const [page, heading = ""] = address.split("#", 2);
  return { embeds: mark === "!", page: page.trim(), heading: heading.trim(), label: label ?? null };
}

function readFrontMatter(context, line) {
  if (context.lineStart !== 0 || !FENCE.test(line.text) || !hasEnd(context)) {
    return false;
  }
  while (context.nextLine() && !FENCE.test(line.text)) {
    // What stands between is for css/preview.css alone.
  }
  context.nextLine();
  context.addElement(context.elt("FrontMatter", 0, context.prevLineEnd()));
  return true;
}

/** Without its end it is a line across the page, so the end is looked for first. */
function hasEnd({ input }) {
  return FRONT_END.test(input.read(4, Math.min(input.length, LONGEST_FRONT)));
}

function isLong(_, line) {
  return line.text.length > LONGEST_READ;
}

function readLongLine(context, line) {
  if (!isLong(context, line)) {
    return false;
  }
  const from = context.lineStart;
  const to = from + line.text.length;
  context.nextLine();
  context.addElement(context.elt("LongLine", from, to));
  return true;
}

function readWikiLink(context, next, at) {
  if (next !== BRACKET && next !== EXCLAMATION) {
    return -1;
  }
  const found = ahead(context, at).match(WIKI_LINK);
  if (!found) {
    return -1;
  }
  const end = at + found[0].length;
  const opening = at + found[1].length + 2;
  const marks = [
    context.elt("WikiLinkMark", at, found[3] ? end - 2 - found[3].length : opening),
    context.elt("WikiLinkMark", end - 2, end),
  ];
  return context.addElement(context.elt("WikiLink", at, end, marks));
}

function readTag(context, next, at) {
  if (next !== NUMBER_SIGN) {
    return -1;
  }
  const isApart = at === context.offset || BEFORE_TAG.test(context.slice(at - 1, at));
  const found = isApart && ahead(context, at).match(TAG);
  const isTag = found && /\p{L}/u.test(found[0]);
  return isTag ? context.addElement(context.elt("Hashtag", at, at + found[0].length)) : -1;
}

function ahead(context, at) {
  return context.slice(at, Math.min(context.end, at + LONGEST));
}
