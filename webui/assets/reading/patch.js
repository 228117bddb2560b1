/**
 * Makes an article show other HTML. Blocks that are the same stay the elements they were, and what the person has before
 * their eyes stays where it is.
 */
export function patch(article, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const old = [...article.childNodes];
  const next = [...fresh.content.childNodes];
  const start = countSame(old, next, (nodes, index) => nodes[index]);
  const rest = [old.slice(start), next.slice(start)];
  const end = countSame(...rest, (nodes, index) => nodes.at(-1 - index));
  holdStill(article, () => {
    const before = old[old.length - end] ?? null;
    for (const node of old.slice(start, old.length - end)) {
      node.remove();
    }
    for (const node of next.slice(start, next.length - end)) {
      article.insertBefore(node, before);
    }
  });
}

function countSame(one, other, pick) {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && pick(one, count).isEqualNode(pick(other, count))) {
    count += 1;
  }
  return count;
}

function holdStill(article, change) {
  // At the very top the page grows downwards, as it would under a pen.
  if (window.scrollY === 0) {
    change();
    return;
  }
  const inSight = [...article.children]
    .map((element) => ({ element, top: element.getBoundingClientRect().top }))
    .filter(({ top, element }) => top + element.offsetHeight > 0);
  change();
  const anchor = inSight.find(({ element }) => element.isConnected);
  if (anchor) {
    window.scrollBy(0, anchor.element.getBoundingClientRect().top - anchor.top);
  }
}
