const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/gu;
const NARROWEST = 3;

/** A table as cells: `rows` without the line of dashes, `sides` of its columns. */
export function readTable(text) {
  const [head, dashes, ...rest] = text.split("\n").map(cellsOf);
  const sides = dashes.map(
    (cell) => (cell.startsWith(":") ? ":" : "") + (cell.endsWith(":") ? "." : ""),
  );
  const rows = [head, ...rest].map((row) => sides.map((_, at) => row[at] ?? ""));
  return { rows, sides };
}

/** The text of a table with its columns aligned. */
export function writeTable({ rows, sides }) {
  const widths = sides.map((_, at) => Math.max(NARROWEST, ...rows.map((row) => widthOf(row[at]))));
  const lines = rows.map((row) => lineOf(row.map((cell, at) => pad(cell, widths[at], sides[at]))));
  const dashes = lineOf(sides.map((side, at) => dashesOf(side, widths[at])));
  return [lines[0], dashes, ...lines.slice(1)].join("\n");
}

/** Where the cells of a line stand: the bounds of what is between its bars, without the spaces beside it. */
export function boundsOf(line) {
  const bars = [...line.matchAll(/(?<!\\)\|/g)].map(({ index }) => index);
  const hasOpening = line.trimStart().startsWith("|");
  const edges = hasOpening ? bars : [-1, ...bars];
  if (!/(?<!\\)\|\s*$/.test(line)) {
    edges.push(line.length);
  }
  const bounds = [];
  for (let at = 0; at + 1 < edges.length; at += 1) {
    const inner = line.slice(edges[at] + 1, edges[at + 1]);
    const lead = inner.length - inner.trimStart().length;
    const from = edges[at] + 1 + (inner.trim() ? lead : Math.min(1, inner.length));
    bounds.push({ from, to: from + inner.trim().length });
  }
  return bounds;
}

function cellsOf(line) {
  return boundsOf(line).map(({ from, to }) => line.slice(from, to));
}

function lineOf(cells) {
  return `| ${cells.join(" | ")} |`;
}

function pad(cell, width, side) {
  const missing = width - widthOf(cell);
  const isRight = side === ".";
  const before = side === ":." ? Math.floor(missing / 2) : isRight ? missing : 0;
  return " ".repeat(before) + cell + " ".repeat(missing - before);
}

function dashesOf(side, width) {
  const start = side.startsWith(":") ? ":" : "";
  const end = side.endsWith(".") ? ":" : "";
  return start + "-".repeat(width - start.length - end.length) + end;
}

function widthOf(cell) {
  return [...cell].length + (cell.match(WIDE)?.length ?? 0);
}
