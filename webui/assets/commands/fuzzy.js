const WORD_START = /[\p{L}\p{N}]/u;

/**
 * How well some letters name a text: 0 when they don't stand in it in this order, more when they begin words or follow each
 * other. The case of letters and their accents don't count.
 */
export function fit(text, typed) {
  const letters = plain(typed).replace(/\s+/g, "");
  const within = plain(text);
  if (letters === "") {
    return 1;
  }
  if (within.startsWith(plain(typed).trim())) {
    return 1000;
  }
  let score = 0;
  let at = 0;
  for (const letter of letters) {
    const found = within.indexOf(letter, at);
    if (found < 0) {
      return 0;
    }
    const begins = found === 0 || !WORD_START.test(within[found - 1]);
    score += (begins ? 8 : 1) + (found === at && at > 0 ? 4 : 0);
    at = found + letter.length;
  }
  return score / letters.length;
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
