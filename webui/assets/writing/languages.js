import { LanguageDescription, LanguageSupport, StreamLanguage } from "@codemirror/language";

// Each is a file of its own, loaded when a page has code in it.
const modern = (module, name) => async () => (await module())[name]();
const former = (module, name) => async () =>
  new LanguageSupport(StreamLanguage.define((await module())[name]));

const javascript = () => import("@codemirror/lang-javascript");

/** The languages that code is coloured in, by the names that people give them. */
export const languages = [
  of(
    "Python",
    ["py"],
    modern(() => import("@codemirror/lang-python"), "python"),
  ),
  of("JavaScript", ["js", "jsx", "node"], async () =>
    (await javascript()).javascript({ jsx: true }),
  ),
  of("TypeScript", ["ts", "tsx"], async () =>
    (await javascript()).javascript({ jsx: true, typescript: true }),
  ),
  of(
    "HTML",
    ["htm", "xml", "svg"],
    modern(() => import("@codemirror/lang-html"), "html"),
  ),
  of(
    "CSS",
    [],
    modern(() => import("@codemirror/lang-css"), "css"),
  ),
  of(
    "JSON",
    [],
    modern(() => import("@codemirror/lang-json"), "json"),
  ),
  of(
    "SQL",
    ["sqlite", "postgres", "mysql"],
    modern(() => import("@codemirror/lang-sql"), "sql"),
  ),
  of(
    "YAML",
    ["yml"],
    modern(() => import("@codemirror/lang-yaml"), "yaml"),
  ),
  of(
    "C++",
    ["c", "cpp", "h", "hpp"],
    modern(() => import("@codemirror/lang-cpp"), "cpp"),
  ),
  of(
    "Rust",
    ["rs"],
    modern(() => import("@codemirror/lang-rust"), "rust"),
  ),
  of(
    "Java",
    [],
    modern(() => import("@codemirror/lang-java"), "java"),
  ),
  of(
    "Go",
    ["golang"],
    modern(() => import("@codemirror/lang-go"), "go"),
  ),
  of(
    "Shell",
    ["sh", "bash", "zsh"],
    former(() => import("@codemirror/legacy-modes/mode/shell"), "shell"),
  ),
  of(
    "TOML",
    ["ini"],
    former(() => import("@codemirror/legacy-modes/mode/toml"), "toml"),
  ),
  of(
    "Diff",
    ["patch"],
    former(() => import("@codemirror/legacy-modes/mode/diff"), "diff"),
  ),
  of(
    "Ruby",
    ["rb"],
    former(() => import("@codemirror/legacy-modes/mode/ruby"), "ruby"),
  ),
  of(
    "Lua",
    [],
    former(() => import("@codemirror/legacy-modes/mode/lua"), "lua"),
  ),
  of(
    "Swift",
    [],
    former(() => import("@codemirror/legacy-modes/mode/swift"), "swift"),
  ),
  of(
    "PowerShell",
    ["ps1"],
    former(() => import("@codemirror/legacy-modes/mode/powershell"), "powerShell"),
  ),
  of(
    "Dockerfile",
    ["docker"],
    former(() => import("@codemirror/legacy-modes/mode/dockerfile"), "dockerFile"),
  ),
];

/** The language that a fence names, or null. */
export function languageOf(info) {
  const name = info.match(/^[\w+#-]+/)?.[0];
  return name ? LanguageDescription.matchLanguageName(languages, name, false) : null;
}

function of(name, alias, load) {
  return LanguageDescription.of({ name, alias, load });
}
