import { flushAll } from "../writing/savers.js";
import { formToken } from "./http.js";
import { listen } from "./stream.js";

/** Turns the server's news into events of this window: `news:page`, `news:pages`, `news:locked`, `news:unlocked`, `news:again`. */
export function startNews() {
  if (!("SharedWorker" in window)) {
    listen(announce);
    return;
  }
  // One worker, one stream for all windows: browsers open at most six connections to one origin.
  const { port } = new SharedWorker(address("worker"), { name: "news" });
  port.addEventListener("message", async ({ data }) => {
    if (data.topic === "settle") {
      await flushAll();
      port.postMessage({ settled: data.token, formToken: formToken() });
    } else {
      announce(data);
    }
  });
  port.start();
  window.addEventListener("pagehide", () => port.postMessage({ bye: true }));
}

function announce({ topic, ...detail }) {
  window.dispatchEvent(new CustomEvent(`news:${topic}`, { detail }));
}

function address(name) {
  return document.querySelector(`meta[name="inglenook-${name}"]`).content;
}
