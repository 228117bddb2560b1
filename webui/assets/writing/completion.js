import { autocompletion } from "@codemirror/autocomplete";
import { sayKeys } from "../commands/keys.js";
import { commands } from "../commands/table.js";
import { say } from "../language/words.js";
import { fetchJson } from "../server/http.js";
import { acts } from "./acts.js";
import { isInCode } from "./formatting/marks.js";
import { languages } from "./languages.js";
import { completeQuery } from "./query-completion.js";

// What the menu at the start of a line offers: commands of the editor, by their names.
const OFFERED = [
  ...["heading-1", "heading-2", "heading-3", "bullets", "numbers", "tasks", "quote"],
  ...["code-block", "table", "file", "date", "query", "rule"],
];

const SOURCES = [
  completeHeadings,
  completePages,
  completeTags,
  completeLanguages,
  completeCommands,
];

/** Completes pages, headings and tags as one types, and languages of code; "/" at the start of a line lists what can be put there. */
export function completion() {
  return autocompletion({
    override: [...SOURCES, completeQuery(ask)],
    icons: false,
    aboveCursor: false,
    activateOnTypingDelay: 60,
    maxRenderedOptions: 40,
    addToOptions: [{ render: renderDetail, position: 80 }],
  });
}

async function completePages(context) {
  const found = context.matchBefore(/!?\[\[[^[\]|#\n]{0,300}$/);
  if (!found || isInCode(context.state, context.pos)) {
    return null;
  }
  const from = found.from + found.text.indexOf("[[") + 2;
  const typed = context.state.sliceDoc(from, context.pos);
  const pages = await ask(context, `/complete/pages?q=${encodeURIComponent(typed)}`);
  const options = (pages ?? []).map(({ title, when }) => ({
    label: title,
    hint: when,
    apply: (view, _, start, end) => insertLink(view, title, start, end),
  }));
  const isThere = (pages ?? []).some(
    ({ title }) => title.toLowerCase() === typed.trim().toLowerCase(),
  );
  if (typed.trim() && !isThere) {
    options.push({
      label: typed.trim(),
      hint: say("New page"),
      apply: (view, _, start, end) => insertLink(view, typed.trim(), start, end),
    });
  }
  return { from, options, filter: false };
}

async function completeHeadings(context) {
  const found = context.matchBefore(/\[\[[^[\]|#\n]{0,300}#[^[\]|\n]{0,200}$/);
  if (!found || isInCode(context.state, context.pos)) {
    return null;
  }
  const [page] = found.text.slice(2).split("#", 1);
  const from = found.from + 2 + page.length + 1;
  const headings = page
    ? await ask(context, `/complete/headings?page=${encodeURIComponent(page)}`)
    : ownHeadings(context.state);
  const options = (headings ?? []).map((label) => ({
    label,
    apply: (view, _, start, end) => insertLink(view, label, start, end),
  }));
  return { from, options };
}

async function completeTags(context) {
  const found = context.matchBefore(/(?:^|[\s([{"'])#[\p{L}\p{N}_][\p{L}\p{N}_/-]{0,99}$/u);
  if (!found || isInCode(context.state, context.pos)) {
    return null;
  }
  const from = found.from + found.text.indexOf("#") + 1;
  const typed = context.state.sliceDoc(from, context.pos);
  const tags = await ask(context, `/complete/tags?q=${encodeURIComponent(typed)}`);
  const options = (tags ?? [])
    .filter(({ tag }) => tag !== typed)
    .map(({ tag, pages }) => ({ label: tag, hint: String(pages) }));
  return { from, options, filter: false };
}

function completeLanguages(context) {
  const found = context.matchBefore(/^\s*(?:```|~~~)[\w+#-]*$/);
  if (!found) {
    return null;
  }
  const from = found.from + found.text.search(/[\w+#-]*$/);
  const names = ["query", ...languages.map(({ name }) => name.toLowerCase())];
  return { from, options: names.map((label) => ({ label })) };
}

async function completeCommands(context) {
  const found = context.matchBefore(/^\s*\/[\p{L}\p{N} -]{0,30}$/u);
  if (!found || isInCode(context.state, context.pos)) {
    return null;
  }
  const from = found.from + found.text.indexOf("/");
  const templates = (await ask(context, "/complete/templates")) ?? [];
  const options = [...OFFERED.map(offerCommand).filter(Boolean), ...templates.map(offerTemplate)];
  return { from, options, validFor: /^\/[\p{L}\p{N} -]*$/u };
}

function offerCommand(name, at) {
  const command = commands().find((each) => each.name === name);
  return (
    command && {
      label: `/${command.words}`,
      displayLabel: command.words,
      keys: command.keys[0],
      boost: -at,
      apply: (view, _, from, to) => {
        view.dispatch({ changes: { from, to }, userEvent: "input" });
        acts[name](view);
      },
    }
  );
}

function offerTemplate({ id, name }) {
  return {
    label: `/${say("Template")} ${name}`,
    displayLabel: name,
    hint: say("Template"),
    boost: -OFFERED.length,
    apply: (view, _, from, to) => insertTemplate(view, id, from, to),
  };
}

async function insertTemplate(view, id, from, to) {
  view.dispatch({ changes: { from, to }, userEvent: "input" });
  const title = encodeURIComponent(document.title);
  const { text, cursor } = await fetchJson(`/complete/templates/${id}?title=${title}`);
  const at = view.state.selection.main.head;
  view.dispatch({
    changes: { from: at, insert: text },
    selection: { anchor: at + cursor },
    scrollIntoView: true,
    userEvent: "input",
  });
}

/** A newer letter makes an answer worthless. Without one nothing is offered. */
async function ask(context, address) {
  const stop = new AbortController();
  context.addEventListener("abort", () => stop.abort());
  try {
    return await fetchJson(address, { signal: stop.signal });
  } catch {
    return null;
  }
}

function insertLink(view, words, from, to) {
  const isClosed = view.state.sliceDoc(to, to + 2) === "]]";
  view.dispatch({
    changes: { from, to, insert: words + (isClosed ? "" : "]]") },
    selection: { anchor: from + words.length + 2 },
    userEvent: "input.complete",
  });
}

function ownHeadings({ doc }) {
  const found = [];
  for (const line of doc.iterLines()) {
    const heading = line.match(/^ {0,3}#{1,6}\s+(.+?)\s*#*$/);
    if (heading) {
      found.push(heading[1]);
    }
  }
  return found.slice(0, 200);
}

function renderDetail({ hint, keys }) {
  if (!hint && !keys) {
    return null;
  }
  const element = document.createElement(keys ? "kbd" : "span");
  element.className = "completion__hint";
  element.textContent = hint ?? sayKeys(keys);
  return element;
}
