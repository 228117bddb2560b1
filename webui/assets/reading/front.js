const FRONT = /^---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n+|$)/;
export const LONGEST_FRONT = 20_000;

/** Where the text of a page begins, after its front matter. */
export function startOfText(source) {
  return source.slice(0, LONGEST_FRONT).match(FRONT)?.[0].length ?? 0;
}
