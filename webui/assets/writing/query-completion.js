import { syntaxTree } from "@codemirror/language";

// How a line of a query begins: docs/guide/06-queries.md tells what each means.
const SHAPES = ["list", "table", "tasks", "calendar", "count"];
const CLAUSES = [
  ...["tag #", "in ", "text ", "links to ", "linked from ", "has ", "due <= today", "done", "open"],
  ...["created >= ", "changed >= ", "not ", "sort by ", "group by ", "limit ", "month "],
];
const NAMES = ["title", "created", "changed", "due"];

/** Completes what a line of a query block can say. `ask` asks the server, and answers null when it is too late. */
export function completeQuery(ask) {
  return async (context) => {
    if (!isInQuery(context.state, context.pos)) {
      return null;
    }
    const { from: start, text } = context.state.doc.lineAt(context.pos);
    const typed = text.slice(0, context.pos - start);
    const [kind, word] = whatIsTyped(typed);
    const from = context.pos - word.length;
    const options = await SOURCES[kind]((path) => ask(context, path + encodeURIComponent(word)));
    return options.length ? { from, options, filter: kind === "clause" || kind === "name" } : null;
  };
}

const SOURCES = {
  clause: async () => [...SHAPES, ...CLAUSES].map((label, at) => ({ label, boost: -at })),
  name: async () => NAMES.map((label) => ({ label })),
  tag: async (ask) => ((await ask("/complete/tags?q=")) ?? []).map(({ tag }) => ({ label: tag })),
  page: async (ask) =>
    ((await ask("/complete/pages?q=")) ?? []).map(({ title }) => ({ label: title })),
  nothing: async () => [],
};

function whatIsTyped(typed) {
  const found =
    match(typed, "tag", /^\s*(?:not\s+)?tag\s.*#([^\s,#]*)$/i) ??
    match(typed, "page", /^\s*(?:not\s+)?link(?:s to|ed from)\s+(.*)$/i) ??
    match(typed, "name", /^\s*(?:sort by|group by|calendar by)\s+(\S*)$/i) ??
    match(typed, "clause", /^\s*(?:not\s+)?([a-z ]{0,12})$/i);
  return found ?? ["nothing", ""];
}

function match(typed, kind, pattern) {
  const found = typed.match(pattern);
  return found && [kind, found[1]];
}

function isInQuery(state, position) {
  for (let node = syntaxTree(state).resolveInner(position, -1); node; node = node.parent) {
    if (node.name === "FencedCode") {
      const info = node.getChild("CodeInfo");
      const isBehindFence = position > state.doc.lineAt(node.from).to;
      return isBehindFence && info !== null && state.sliceDoc(info.from, info.to) === "query";
    }
  }
  return false;
}
