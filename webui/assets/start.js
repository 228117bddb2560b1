// The login page is readable without the rest of the scripts, and whoever starts the program waits for its first paint.

// Who is quick has typed the password and pressed Enter before the rest is there; it must not lead this window elsewhere
// while that answer is on its way.
addEventListener("submit", () => {
  document.documentElement.dataset.leaving = "";
});

// As reading/scripted.js does; a shared file would be one more to wait for.
document.documentElement.dataset.scripted = "";
document.documentElement.dataset.fresh = "";

const PATIENCE = 1000;
const address = document.querySelector('meta[name="inglenook-app"]').content;
const begin = () => import(address);
new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
// A window that nobody sees paints nothing, and works all the same.
setTimeout(begin, PATIENCE);
