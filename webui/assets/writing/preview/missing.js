const titles = new Set();

/** Notes which links of a page lead to no page, as the server drew them when it was last read. */
export function noteMissing() {
  titles.clear();
  for (const link of document.querySelectorAll("article .wikilink--missing")) {
    titles.add(new URL(link.href).searchParams.get("title")?.toLowerCase());
  }
}

/** The class of a link to the page that is called so. */
export function classOfLink(title) {
  return titles.has(title.toLowerCase()) ? "md-link md-link--missing" : "md-link";
}
