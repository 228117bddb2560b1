import { ChangeSet } from "@codemirror/state";

// Past this many steps the middle of two texts is taken as one change; typing never comes near it.
const LARGEST_STEP = 1000;

/** The changes that lead from one text to another, line by line (Myers, An O(ND) Difference Algorithm, 1986). */
export function difference(from, to) {
  if (from === to) {
    return ChangeSet.empty(from.length);
  }
  const a = from.toJSON();
  const b = to.toJSON();
  const changes = [];
  for (const [startA, endA, startB, endB] of hunks(a, b)) {
    changes.push(changeOf(from, to, startA, endA, startB, endB));
  }
  return ChangeSet.of(changes, from.length);
}

/** The places where two lists differ, as `[startA, endA, startB, endB]`. */
export function hunks(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start += 1;
  }
  let tail = 0;
  while (
    tail < a.length - start &&
    tail < b.length - start &&
    a.at(-1 - tail) === b.at(-1 - tail)
  ) {
    tail += 1;
  }
  const middleA = a.slice(start, a.length - tail);
  const middleB = b.slice(start, b.length - tail);
  return middle(middleA, middleB).map((hunk) => hunk.map((line) => line + start));
}

function middle(a, b) {
  if (a.length === 0 && b.length === 0) {
    return [];
  }
  const trace = a.length && b.length ? search(a, b) : null;
  return trace ? walkBack(trace, a.length, b.length) : [[0, a.length, 0, b.length]];
}

/** The furthest points reached with each number of steps, until the ends of both texts are met; null when that takes too long. */
function search(a, b) {
  const trace = [];
  let reached = new Map([[1, 0]]);
  for (let step = 0; step <= LARGEST_STEP; step += 1) {
    const next = new Map(reached);
    for (let k = -step; k <= step; k += 2) {
      const down =
        k === -step || (k !== step && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
      let x = down ? reached.get(k + 1) : reached.get(k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) {
        x += 1;
      }
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) {
        return [...trace, reached];
      }
    }
    trace.push(reached);
    reached = next;
  }
  return null;
}

function walkBack(trace, lengthA, lengthB) {
  const found = [];
  let x = lengthA;
  let y = lengthB;
  for (let step = trace.length - 1; step > 0; step -= 1) {
    const reached = trace[step];
    const k = x - y;
    const down =
      k === -step || (k !== step && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
    const beforeK = down ? k + 1 : k - 1;
    const beforeX = reached.get(beforeK);
    const beforeY = beforeX - beforeK;
    add(
      found,
      down ? [beforeX, beforeX, beforeY, beforeY + 1] : [beforeX, beforeX + 1, beforeY, beforeY],
    );
    x = beforeX;
    y = beforeY;
  }
  return found.reverse();
}

/** Steps are met from the end; those that touch are one hunk. */
function add(found, [startA, endA, startB, endB]) {
  const last = found.at(-1);
  if (last && last[0] === endA && last[2] === endB) {
    last[0] = startA;
    last[2] = startB;
  } else {
    found.push([startA, endA, startB, endB]);
  }
}

/** One hunk of lines as a change of letters, without what both sides share at its ends: the cursor stays where it was. */
function changeOf(from, to, startA, endA, startB, endB) {
  const atEnd = endA === from.lines;
  const [fromA, toA] = rangeOf(from, startA, endA, atEnd);
  const [fromB, toB] = rangeOf(to, startB, endB, atEnd);
  let old = from.sliceString(fromA, toA);
  let fresh = to.sliceString(fromB, toB);
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) {
    head += 1;
  }
  old = old.slice(head);
  fresh = fresh.slice(head);
  let tail = 0;
  while (tail < old.length && tail < fresh.length && old.at(-1 - tail) === fresh.at(-1 - tail)) {
    tail += 1;
  }
  return { from: fromA + head, to: toA - tail, insert: fresh.slice(0, fresh.length - tail) };
}

/** Where lines stand in the letters: with the line break that ends them, or at the end of a text with the one before. */
function rangeOf(text, start, end, atEnd) {
  if (atEnd) {
    return [start === 0 ? 0 : text.line(start).to, text.length];
  }
  return [text.line(start + 1).from, text.line(end + 1).from];
}
