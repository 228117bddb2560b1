import TurndownService from "turndown";

const UNWANTED = [
  "script",
  "style",
  "noscript",
  "template",
  "iframe",
  "object",
  "title",
  "meta",
  "link",
];
const LOCAL = /^(https?:|mailto:)/i;

/** Rich text as Markdown. It is read in a document of its own, in which nothing runs and nothing loads. */
export function toMarkdown(html) {
  // The policy of our pages holds there too, and takes styles away before they could be read.
  const readable = html.replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const { body } = new DOMParser().parseFromString(readable, "text/html");
  prepare(body);
  return converter()
    .turndown(body)
    .replace(/\u00a0/g, " ")
    .replace(/[ \t]+$/gm, "")
    .trim();
}

function converter() {
  const service = new TurndownService({
    headingStyle: "atx",
    hr: "---",
    bulletListMarker: "-",
    codeBlockStyle: "fenced",
    emDelimiter: "*",
  });
  service.remove(UNWANTED);
  service.addRule("items", { filter: "li", replacement: writeItem });
  service.addRule("struck", {
    filter: ["del", "s", "strike"],
    replacement: (words) => `~~${words}~~`,
  });
  service.addRule("tables", {
    filter: "table",
    replacement: (_, node) => writeTable(service, node),
  });
  service.addRule("pictures", { filter: "img", replacement: (_, node) => node.alt });
  service.addRule("links", { filter: "a", replacement: writeLink });
  return service;
}

/** Word processors say with styles what others say with elements. */
function prepare(body) {
  for (const element of body.querySelectorAll("span, b")) {
    const style = element.dataset.style ?? "";
    const weight = style.match(/font-weight:\s*(\w+)/i)?.[1] ?? "";
    if (element.localName === "b" && weight === "normal") {
      element.replaceWith(...element.childNodes);
    } else if (element.localName === "span") {
      wrap(element, [
        (weight === "bold" || Number(weight) >= 600) && "strong",
        /font-style:\s*italic/i.test(style) && "em",
      ]);
    }
  }
}

function wrap(element, names) {
  for (const name of names.filter(Boolean)) {
    const wrapping = element.ownerDocument.createElement(name);
    wrapping.append(...element.childNodes);
    element.append(wrapping);
  }
}

function writeItem(words, node, options) {
  const list = node.parentNode;
  const box = node.querySelector(
    ":scope > input[type=checkbox], :scope > label > input[type=checkbox], :scope > p > input[type=checkbox]",
  );
  const task = box ? `[${box.checked || box.hasAttribute("checked") ? "x" : " "}] ` : "";
  const at = [...list.children].indexOf(node);
  const start = Number(list.getAttribute("start") ?? 1);
  const mark = list.localName === "ol" ? `${start + at}. ` : `${options.bulletListMarker} `;
  const indent = " ".repeat(mark.length);
  const text = words
    .trim()
    .replace(/\n{2,}(?=\s*(?:[-*+]|\d+\.)\s)/g, "\n")
    .replace(/\n/g, `\n${indent}`);
  return mark + task + text.replace(/^[ \t]+$/gm, "") + (node.nextElementSibling ? "\n" : "");
}

function writeLink(words, node) {
  const href = node.getAttribute("href") ?? "";
  const text = words.replace(/\s*\n+\s*/g, " ");
  if (!text.trim() || !LOCAL.test(href)) {
    return text;
  }
  const address = /[\s()]/.test(href) ? `<${href.replace(/[<>\s]/g, encodeURIComponent)}>` : href;
  return `[${text}](${address})`;
}

function writeTable(service, node) {
  const rows = [...node.rows].map((row) =>
    [...row.cells].flatMap((cell) => [
      service
        .turndown(cell.innerHTML || " ")
        .replace(/\s*\n+\s*/g, " ")
        .replace(/(?<!\\)\|/g, "\\|")
        .trim(),
      ...Array.from({ length: Math.min(cell.colSpan, 50) - 1 }, () => ""),
    ]),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) {
    return "";
  }
  if (width === 1) {
    return `\n\n${rows.map(([cell]) => cell).join("\n\n")}\n\n`;
  }
  const line = (row) =>
    `| ${Array.from({ length: width }, (_, at) => row[at] ?? "").join(" | ")} |`;
  const dashes = `| ${Array(width).fill("---").join(" | ")} |`;
  return `\n\n${[line(rows[0]), dashes, ...rows.slice(1).map(line)].join("\n")}\n\n`;
}
