// The savers of all pages that were written in this window. They outlive the pages' own elements: text that could not be
// saved goes on being saved after one has moved to another page.

const savers = new Map();

/** The saver of a page, or the one that `make` makes for it. */
export function saverOf(id, make) {
  if (!savers.has(id)) {
    savers.set(id, make());
  }
  return savers.get(id);
}

/** Lets go of a saver that has nothing left to save. */
export function release(id) {
  if (savers.has(id) && !savers.get(id).unsaved) {
    savers.delete(id);
  }
}

/** Saves everything now. Answers whether all of it was saved. */
export async function flushAll() {
  const results = await Promise.all([...savers.values()].map((saver) => saver.flush()));
  return results.every(Boolean);
}

/** The window is going: one last try for every page. */
export function fleeAll() {
  for (const saver of savers.values()) {
    saver.flee();
  }
}

/** Forgets every text, saved or not: the notebook was locked. */
export function abandonAll() {
  for (const saver of savers.values()) {
    saver.abandon();
  }
  savers.clear();
}

export function isUnsaved() {
  return [...savers.values()].some((saver) => saver.unsaved);
}
