import { startOfText } from "./front.js";

const WORD = /[\p{L}\p{N}]+/gu;
// Marks, addresses and notes stand between the words of a source; the next word is never further than this.
const FURTHEST = 4000;
// What the bar at the top of the window covers.
const BAR = 60;

/**
 * Where in the source the letter stands that was clicked in the article: the words before it are looked up in the source, one
 * after the other. Answers the end of the source for a click below all words.
 */
export function placeInSource(article, source, { clientX, clientY }) {
  const caret = caretAt(clientX, clientY);
  if (!caret || !article.contains(caret.node)) {
    return source.length;
  }
  const offset = lettersBefore(article, caret);
  const text = article.textContent;
  let at = startOfText(source);
  for (const word of text.matchAll(WORD)) {
    if (word.index >= offset) {
      break;
    }
    const found = source.indexOf(word[0], at);
    if (found >= 0 && found - at < FURTHEST) {
      at = found + Math.min(word[0].length, offset - word.index);
    }
  }
  return at;
}

/** The first letter of an article that is in sight. */
export function topOf(article) {
  const { left, top } = article.getBoundingClientRect();
  return { clientX: left + 4, clientY: Math.max(top + 8, BAR) };
}

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = document.caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

function lettersBefore(article, { node, offset }) {
  const range = document.createRange();
  range.setStart(article, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}
