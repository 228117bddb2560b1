// The first thing that runs, and all that runs before the first paint: the page is readable without the rest.

const { documentElement: root } = document;
root.dataset.scripted = "";
root.dataset.fresh = "";

const address = document.querySelector('meta[name="inglenook-app"]').content;
// A frame is drawn between the two.
requestAnimationFrame(() => setTimeout(() => import(address)));
