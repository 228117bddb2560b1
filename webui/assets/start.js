// The login page is readable without the rest of the scripts, and whoever starts the program waits for its first paint.
import "./reading/scripted.js";

const address = document.querySelector('meta[name="inglenook-app"]').content;
// A frame is drawn between the two.
requestAnimationFrame(() => setTimeout(() => import(address)));
