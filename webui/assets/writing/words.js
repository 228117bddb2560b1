import { LONGEST_FRONT, startOfText } from "../reading/front.js";

const LONGEST_LINE = 20_000;
const PIECE = 60;
const SLICE = 6;
const TEXT = "text";
const COMMENT = "comment";
const QUERY = /^query\b/;
const FENCE = /^(`{3,}|~{3,})\s*([^`]*)$/;
// What stands before the words of a line: quotes, numbers and dots of lists, boxes, kinds of callouts.
const MARKERS =
  /^(?:[\s>]|[-*+](?=\s)|\d{1,9}[.)](?=\s))*(?:\[[ xX]\](?=\s)|\[![\w-]{1,30}\][+-]?)?/;
const REFERENCE = /^\[(?!\^)[^\]]{1,300}\]:\s/;
// All are bounded, for lines of opening brackets without end.
const UNREAD = [
  [/!\[\[[^\]]{1,500}\]\]/g, " "],
  [/!\[[^\]]{0,500}\]\([^)]{0,1000}\)/g, " "],
  [/\[\[(?:[^\]|]{0,500}\|)?([^\]]{1,500})\]\]/g, "$1"],
  [/\]\((?:<[^>]{0,1000}>|[^)]{0,1000})\)/g, "]"],
  [/\[\^[^\]]{1,100}\]:?/g, " "],
  [/\]\[[^\]]{0,300}\]/g, "]"],
  [/<\/?[a-z][a-z0-9-]{0,20}(?:\s[^>]{0,500})?\/?>/gi, ""],
  [/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/gi, " "],
  [/[*`~]/g, ""],
];

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const counted = new WeakMap();

/**
 * Counts the words of a page as they are read, in scripts without spaces too: of a link those that name it, of pictures,
 * other pages, queries, comments and properties none. Does so from its Markdown, a few milliseconds at a time, so that no
 * key waits for it, and tells the number. `text` is a string or a text of CodeMirror; what has not changed since the last
 * time is not counted again. Answers how to stop it.
 */
export function countSoon(text, tell) {
  const isString = typeof text === "string";
  const pieces = isString ? piecesOf(text) : leavesOf(text);
  let skipped = linesOfFront(isString ? text : text.sliceString(0, LONGEST_FRONT));
  let state = TEXT;
  let count = 0;
  let at = 0;
  let timer = 0;
  function go() {
    const end = performance.now() + SLICE;
    while (at < pieces.length && performance.now() < end) {
      const piece = countPiece(pieces[at], skipped, state);
      skipped = Math.max(0, skipped - piece.lines);
      state = piece.state;
      count += piece.count;
      at += 1;
    }
    if (at < pieces.length) {
      timer = setTimeout(go);
    } else {
      tell(count);
    }
  }
  go();
  return () => clearTimeout(timer);
}

function linesOfFront(text) {
  return text.slice(0, startOfText(text)).split("\n").length - 1;
}

function piecesOf(text) {
  const lines = text.split("\n");
  return Array.from({ length: Math.ceil(lines.length / PIECE) }, (_, piece) =>
    lines.slice(piece * PIECE, (piece + 1) * PIECE),
  );
}

/** The pieces that a text of CodeMirror is made of, some dozen lines each; an edit leaves most of them as they were. */
function leavesOf(doc) {
  return doc.children ? doc.children.flatMap(leavesOf) : [doc];
}

function countPiece(piece, skipped, state) {
  const key = `${skipped} ${state}`;
  const known = counted.get(piece);
  if (known?.key === key) {
    return known;
  }
  const lines = Array.isArray(piece) ? piece : piece.toString().split("\n");
  const answer = { key, lines: lines.length, count: 0, state };
  for (const line of lines.slice(skipped)) {
    const [words, next] = read(line, answer.state);
    answer.count += words ? countWords(words) : 0;
    answer.state = next;
  }
  counted.set(piece, answer);
  return answer;
}

/** What one reads of a line, and what the next one stands in: text, a comment, or a block between fences. */
function read(line, state) {
  if (state === COMMENT) {
    const end = line.indexOf("-->");
    return end < 0 ? ["", COMMENT] : read(line.slice(end + 3), TEXT);
  }
  const words = line.replace(MARKERS, "");
  const [, fence, kind] = words.match(FENCE) ?? [];
  if (state !== TEXT) {
    const isEnd = fence && !kind && fence.startsWith(state.slice(1));
    return isEnd ? ["", TEXT] : [state.startsWith("q") ? "" : line, state];
  }
  if (fence) {
    return ["", `${QUERY.test(kind) ? "q" : "c"}${fence}`];
  }
  return readText(words);
}

function readText(line) {
  if (line.length > LONGEST_LINE) {
    return [line, TEXT];
  }
  const seen = line.replace(/<!--.{0,10000}?-->/g, "");
  const open = seen.indexOf("<!--");
  let words = open < 0 ? seen : seen.slice(0, open);
  words = REFERENCE.test(words) ? "" : words;
  for (const [unread, instead] of UNREAD) {
    words = words.replace(unread, instead);
  }
  return [words, open < 0 ? TEXT : COMMENT];
}

/** The number of words; of a very long line only those between spaces. */
function countWords(line) {
  if (line.length > LONGEST_LINE) {
    return line.split(/\s+/).filter(Boolean).length;
  }
  let count = 0;
  for (const { isWordLike } of segmenter.segment(line)) {
    count += isWordLike ? 1 : 0;
  }
  return count;
}
