// The login page is readable without the rest of the scripts, and whoever starts the program waits for its first paint.
import "./reading/scripted.js";

// Who is quick has typed the password and pressed Enter before the rest is there; it must not lead this window elsewhere
// while that answer is on its way.
addEventListener("submit", () => {
  document.documentElement.dataset.leaving = "";
});

const address = document.querySelector('meta[name="inglenook-app"]').content;
// A frame is drawn between the two.
requestAnimationFrame(() => setTimeout(() => import(address)));
