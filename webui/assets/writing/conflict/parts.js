import { hunks } from "../difference.js";

const WORDS = /[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu;
const LONGEST_COMPARED = 4000;

/**
 * Three texts in parts: lines that both sides agree on, as `{ lines }`, and places where both changed the same lines, as
 * `{ mine, theirs }`. What only one side changed is taken over as it is.
 */
export function partsOf({ base, mine, theirs }) {
  const lines = base.split("\n");
  const own = mine.split("\n");
  const other = theirs.split("\n");
  const changes = [
    ...hunks(lines, own).map(([start, end, from, to]) => ({ start, end, from, to, isMine: true })),
    ...hunks(lines, other).map(([start, end, from, to]) => ({
      start,
      end,
      from,
      to,
      isMine: false,
    })),
  ].sort((one, next) => one.start - next.start || one.end - next.end);
  const parts = [];
  let at = 0;
  for (const group of groupsOf(changes)) {
    const start = group[0].start;
    const end = Math.max(...group.map((change) => change.end));
    add(parts, lines.slice(at, start));
    addGroup(parts, lines.slice(start, end), start, group, { own, other });
    at = end;
  }
  add(parts, lines.slice(at));
  return parts;
}

/** The text that comes of the parts; `choices` holds "mine", "theirs" or "both" for each place of choice, in order. */
export function joinParts(parts, choices) {
  let at = -1;
  const lines = parts.flatMap((part) => {
    if (part.lines) {
      return part.lines;
    }
    at += 1;
    return { mine: part.mine, theirs: part.theirs, both: [...part.theirs, ...part.mine] }[
      choices[at]
    ];
  });
  return lines.join("\n");
}

/** Words of one text, each with whether the other has them too. */
export function markWords(text, against) {
  const words = text.match(WORDS) ?? [];
  const others = against.match(WORDS) ?? [];
  if (words.length + others.length > LONGEST_COMPARED) {
    return [{ words: text, isOther: true }];
  }
  const found = hunks(words, others);
  const marked = [];
  let at = 0;
  for (const [start, end] of found) {
    marked.push({ words: words.slice(at, start).join(""), isOther: false });
    marked.push({ words: words.slice(start, end).join(""), isOther: true });
    at = end;
  }
  marked.push({ words: words.slice(at).join(""), isOther: false });
  return marked.filter(({ words: each }) => each !== "");
}

/** Changes that touch each other belong together. */
function groupsOf(changes) {
  const groups = [];
  let end = -1;
  for (const change of changes) {
    const isApart =
      groups.length === 0 ||
      change.start > end ||
      (change.start === end && change.start !== change.end && end !== groups.at(-1)[0].start);
    if (isApart) {
      groups.push([change]);
      end = change.end;
    } else {
      groups.at(-1).push(change);
      end = Math.max(end, change.end);
    }
  }
  return groups;
}

function addGroup(parts, lines, start, group, { own, other }) {
  const mine = applied(
    lines,
    start,
    group.filter(({ isMine }) => isMine),
    own,
  );
  const theirs = applied(
    lines,
    start,
    group.filter(({ isMine }) => !isMine),
    other,
  );
  const isSame = mine.join("\n") === theirs.join("\n") && mine.length === theirs.length;
  if (isSame || group.every(({ isMine }) => isMine)) {
    add(parts, mine);
  } else if (group.every(({ isMine }) => !isMine)) {
    add(parts, theirs);
  } else {
    parts.push({ mine, theirs });
  }
}

function applied(lines, start, changes, source) {
  const result = [];
  let at = 0;
  for (const change of changes) {
    result.push(...lines.slice(at, change.start - start), ...source.slice(change.from, change.to));
    at = change.end - start;
  }
  return [...result, ...lines.slice(at)];
}

function add(parts, lines) {
  if (lines.length === 0) {
    return;
  }
  if (parts.at(-1)?.lines) {
    parts.at(-1).lines.push(...lines);
  } else {
    parts.push({ lines: [...lines] });
  }
}
