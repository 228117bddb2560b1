import { partsOfWikiLink } from "../notation.js";
import { classOfLink } from "./missing.js";

const WRAPPED = {
  Emphasis: "em",
  StrongEmphasis: "strong",
  Strikethrough: "del",
  InlineCode: "code",
};
const LEFT_OUT = new Set([
  "EmphasisMark",
  "StrikethroughMark",
  "CodeMark",
  "LinkMark",
  "LinkTitle",
  "LinkLabel",
  "Comment",
  "HTMLTag",
]);

/** Draws what stands in a node into an element. `text` begins at the position `start`. */
export function drawInline(element, node, text, start) {
  let at = node.from;
  const say = (to) => element.append(text.slice(at - start, to - start));
  for (let child = node.firstChild; child; child = child.nextSibling) {
    say(child.from);
    at = child.to;
    if (!LEFT_OUT.has(child.name)) {
      drawNode(element, child, text, start);
    }
  }
  say(node.to);
}

function drawNode(element, node, text, start) {
  const source = text.slice(node.from - start, node.to - start);
  if (WRAPPED[node.name]) {
    const wrapping = document.createElement(WRAPPED[node.name]);
    drawInline(wrapping, node, text, start);
    element.append(wrapping);
  } else if (node.name === "Link" && node.getChild("URL")) {
    drawLink(element, node, text, start);
  } else if (node.name === "WikiLink") {
    const { page, heading, label } = partsOfWikiLink(source);
    const link = addLink(element);
    link.className = classOfLink(page);
    link.dataset.pageTitle = page;
    link.dataset.heading = heading;
    link.textContent = label ?? source.replace(/^!?\[\[|\]\]$/g, "");
  } else if (node.name === "Escape") {
    element.append(source.slice(1));
  } else {
    element.append(source);
  }
}

function drawLink(element, node, text, start) {
  const [opening, closing] = node.getChildren("LinkMark");
  const url = node.getChild("URL");
  const link = addLink(element);
  link.dataset.href = text.slice(url.from - start, url.to - start);
  link.textContent = text.slice(opening.to - start, closing.from - start);
}

function addLink(element) {
  const link = document.createElement("span");
  link.className = "md-link";
  element.append(link);
  return link;
}
