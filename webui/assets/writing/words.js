import { LONGEST_FRONT, startOfText } from "../reading/front.js";

const LONGEST_COUNTED = 400_000;
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** The number of words, in scripts without spaces too; of a very long text only the words between spaces. */
export function countWords(text) {
  if (text.length > LONGEST_COUNTED) {
    return text.split(/\s+/).filter(Boolean).length;
  }
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text)) {
    count += isWordLike ? 1 : 0;
  }
  return count;
}

const SLICE = 6;
const counted = new WeakMap();

/**
 * Counts the words of an editor's text below its front matter, a few milliseconds at a time, so that no key waits for it, and tells the number.
 * What has not changed since the last time is not counted again. Answers how to stop it.
 */
export function countSoon(doc, tell) {
  const leaves = leavesOf(doc);
  const start = doc.sliceString(0, LONGEST_FRONT);
  let count = -countWords(start.slice(0, startOfText(start)));
  let at = 0;
  let timer = 0;
  function go() {
    const end = performance.now() + SLICE;
    while (at < leaves.length && performance.now() < end) {
      count += countLeaf(leaves[at]);
      at += 1;
    }
    if (at < leaves.length) {
      timer = setTimeout(go);
    } else {
      tell(count);
    }
  }
  go();
  return () => clearTimeout(timer);
}

/** The pieces that a text of CodeMirror is made of, some dozen lines each; an edit leaves most of them as they were. */
function leavesOf(doc) {
  return doc.children ? doc.children.flatMap(leavesOf) : [doc];
}

function countLeaf(leaf) {
  if (!counted.has(leaf)) {
    counted.set(leaf, countWords(leaf.toString()));
  }
  return counted.get(leaf);
}
