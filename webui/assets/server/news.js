import { draftAll } from "../writing/drafts.js";
import { flushAll, isUnsaved } from "../writing/savers.js";
import { formToken, post } from "./http.js";
import { shareThrough, takeShared } from "./shared.js";
import { listen } from "./stream.js";

/** Turns the server's news into events of this window: `news:page`, `news:pages`, `news:locked`, `news:unlocked`, `news:silent`, `news:again`. */
export function startNews() {
  if (!("SharedWorker" in window)) {
    listen(async (news) => {
      if (news.topic === "settle") {
        const outcome = await save(news.wait);
        post("/events/settled", { token: news.token, outcome });
      } else {
        announce(news);
      }
    });
    return;
  }
  // One worker, one stream for all windows: browsers open at most six connections to one origin.
  const { port } = new SharedWorker(address("worker"), { name: "news" });
  port.addEventListener("message", async ({ data }) => {
    if (data.shared) {
      takeShared(data.shared);
    } else if (data.topic === "settle") {
      const outcome = await save(data.wait);
      port.postMessage({ settled: data.token, outcome, formToken: formToken() });
    } else {
      announce(data);
    }
  });
  port.start();
  port.postMessage({ formToken: formToken(), isSignedIn: document.body.matches(".shell") });
  shareThrough(port);
  // The worker gets this lock when the window is gone, however it went: a port's own "close" may never come.
  const life = `window-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  navigator.locks?.request(life, () => {
    port.postMessage({ life });
    return new Promise(() => {});
  });
  window.addEventListener("pagehide", () => port.postMessage({ bye: true }));
}

/** Saves what is being written, or hands it in as drafts when that takes longer than `wait` milliseconds. */
async function save(wait) {
  const late = new Promise((done) => setTimeout(done, wait, false));
  tellWindow();
  const isSaved = await Promise.race([flushAll(), late]);
  tellWindow();
  return isSaved ? "saved" : draftAll();
}

/** The window around the page looks here before it closes. */
function tellWindow() {
  document.documentElement.toggleAttribute("data-unsaved", isUnsaved());
}

function announce({ topic, ...detail }) {
  window.dispatchEvent(new CustomEvent(`news:${topic}`, { detail }));
}

function address(name) {
  return document.querySelector(`meta[name="inglenook-${name}"]`).content;
}
