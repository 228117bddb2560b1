import { Sharing } from "./server/sharing.js";
import { listen } from "./server/stream.js";

// Handing in drafts takes a moment after the pages' own wait.
const DRAFT_WAIT = 200;
// From good to bad: what all windows come to is the worst of them.
const OUTCOMES = ["saved", "kept", "unsaved"];
const REMEMBERED = 500;
// A login page may have been on its way while somebody signed in.
const LATE = { topic: "unlocked", late: true };

const ports = new Set();
const revisions = new Map();
const settling = new Map();
const sharing = new Sharing();
// The form token of whoever came last; a window that is on its way elsewhere cannot give its own.
let proof = "";
// Whether somebody is signed in, as far as it was heard or a window that shows the notebook said.
let isOpen = false;

addEventListener("connect", ({ ports: [port] }) => {
  ports.add(port);
  port.addEventListener("message", ({ data }) => hear(port, data));
  port.addEventListener("close", () => drop(port));
  port.start();
  // A page may have been saved between the rendering of this window and now.
  for (const [page, revision] of revisions) {
    send(port, { topic: "page", page, revision, late: true });
  }
  if (isOpen) {
    send(port, LATE);
  }
});

listen((news) => {
  sharing.forget();
  if (news.topic === "settle") {
    settle(news);
  }
  if (news.topic === "page") {
    sharing.fetchAhead(news.page);
    remember(news);
  }
  if (news.topic === "locked") {
    revisions.clear();
    sharing.forgetAll();
    isOpen = false;
  }
  isOpen ||= news.topic === "unlocked";
  for (const port of ports) {
    send(port, news);
  }
});

function hear(
  port,
  { bye, life, settled, outcome, formToken, isSignedIn, wanted, accept, page, of },
) {
  proof = formToken ?? proof;
  if (isSignedIn) {
    open();
  }
  if (wanted) {
    sharing.fetch(wanted, accept, page).then((answer) => send(port, { shared: { ...answer, of } }));
  }
  if (life) {
    navigator.locks.request(life, () => drop(port));
  }
  if (bye) {
    drop(port);
  }
  if (settled) {
    settling.get(settled)?.(port, outcome);
  }
}

/** A window shows the notebook; those at the login page may have missed the news of it. */
function open() {
  if (!isOpen) {
    isOpen = true;
    for (const port of ports) {
      send(port, LATE);
    }
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
function settle({ token, wait }) {
  const awaited = new Set(ports);
  let worst = 0;
  const finish = () => {
    clearTimeout(timer);
    settling.delete(token);
    const outcome = OUTCOMES[awaited.size ? OUTCOMES.length - 1 : worst];
    fetch("/events/settled", {
      method: "POST",
      headers: { "X-CSRF-Token": proof },
      body: new URLSearchParams({ token, outcome }),
    });
  };
  const timer = setTimeout(finish, wait + DRAFT_WAIT);
  const hearFrom = (port, outcome = "saved") => {
    worst = Math.max(worst, OUTCOMES.indexOf(outcome));
    awaited.delete(port);
    if (awaited.size === 0) {
      finish();
    }
  };
  settling.set(token, hearFrom);
  hearFrom(null);
}
