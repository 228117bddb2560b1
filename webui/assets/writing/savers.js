// The savers of all pages that were written in this window. They outlive the pages' own elements: text that could not be
// saved goes on being saved after one has moved to another page.

const known = new Map();

/** The saver of a page, or the one that `make` makes for it. */
export function saverOf(id, make) {
  if (!known.has(id)) {
    known.set(id, make());
  }
  return known.get(id);
}

/** Lets go of a saver that has nothing left to save. */
export function release(id) {
  if (known.has(id) && !known.get(id).unsaved) {
    known.delete(id);
  }
}

/** Saves everything now. Answers whether all of it was saved. */
export async function flushAll() {
  const results = await Promise.all([...known.values()].map((saver) => saver.flush()));
  return results.every(Boolean);
}

/** The window is going: one last try for every page. */
export function fleeAll() {
  for (const saver of known.values()) {
    saver.flee();
  }
}

/** Forgets every text, saved or not: the notebook was locked. */
export function abandonAll() {
  for (const saver of known.values()) {
    saver.abandon();
  }
  known.clear();
}

export function isUnsaved() {
  return [...known.values()].some((saver) => saver.unsaved);
}

export function savers() {
  return known.values();
}
