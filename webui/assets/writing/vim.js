import { Vim, vim } from "@replit/codemirror-vim";
import { flushAll } from "./savers.js";

/** Vim's keys and modes. `:w` saves, `:q` and `:wq` leave the page, which is saved in any case. */
export function vimKeys(leave) {
  Vim.defineEx("write", "w", () => flushAll());
  Vim.defineEx("quit", "q", () => leave());
  Vim.defineEx("wq", "wq", () => leave());
  return vim({ status: true });
}
