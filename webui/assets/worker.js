import { listen } from "./server/stream.js";

const SETTLE_WAIT = 500;
const REMEMBERED = 500;

const ports = new Set();
const revisions = new Map();
const settling = new Map();

addEventListener("connect", ({ ports: [port] }) => {
  ports.add(port);
  port.addEventListener("message", ({ data }) => hear(port, data));
  port.addEventListener("close", () => drop(port));
  port.start();
  // A page may have been saved between the rendering of this window and now.
  for (const [page, revision] of revisions) {
    send(port, { topic: "page", page, revision, late: true });
  }
});

listen((news) => {
  if (news.topic === "settle") {
    settle(news.token);
  }
  if (news.topic === "page") {
    remember(news);
  }
  if (news.topic === "locked") {
    revisions.clear();
  }
  for (const port of ports) {
    send(port, news);
  }
});

function hear(port, { bye, settled, formToken }) {
  if (bye) {
    drop(port);
  }
  if (settled) {
    settling.get(settled)?.(port, formToken);
  }
}

function send(port, message) {
  try {
    port.postMessage(message);
  } catch {
    // Its window is gone, and there is nobody left to tell.
    drop(port);
  }
}

function drop(port) {
  ports.delete(port);
  for (const answer of settling.values()) {
    answer(port);
  }
}

function remember({ page, revision }) {
  revisions.delete(page);
  revisions.set(page, revision);
  if (revisions.size > REMEMBERED) {
    revisions.delete(revisions.keys().next().value);
  }
}

/** Waits until every window has saved what is being written, or has had its time, and tells the server. */
function settle(token) {
  const awaited = new Set(ports);
  let proof = "";
  const finish = () => {
    clearTimeout(timer);
    settling.delete(token);
    fetch("/events/settled", {
      method: "POST",
      headers: { "X-CSRF-Token": proof },
      body: new URLSearchParams({ token }),
    });
  };
  const timer = setTimeout(finish, SETTLE_WAIT);
  settling.set(token, (port, formToken) => {
    proof = formToken ?? proof;
    awaited.delete(port);
    if (awaited.size === 0) {
      finish();
    }
  });
}
