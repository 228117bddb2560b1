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
