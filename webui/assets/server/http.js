// Requests of the pages to their own server.
import { say } from "../language/words.js";

const JSON_ANSWER = { Accept: "application/json" };

const LONGEST_ESCAPED = 20_000;

export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/** The page as the server knows it. Rejects with `Refused`, or with a TypeError when no answer came. */
export async function fetchPage(url) {
  return fetchJson(url);
}

/** The page without its HTML, which takes the server long on a long page. Rejects as `fetchPage` does. */
export async function fetchPlain(url) {
  return fetchJson(`${url}?text=1`);
}

/** What the server answers as JSON. Rejects as `fetchPage` does. */
export async function fetchJson(url, { signal } = {}) {
  return read(await fetch(url, { headers: JSON_ANSWER, signal }));
}

/** Another page's document, to take a part from. Rejects as `fetchPage` does. */
export async function fetchDocument(url) {
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  if (response.redirected && new URL(response.url).pathname === "/login") {
    throw new Refused(401, say("You are not logged in."));
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** A part of a page, as it stands there; null when there is none by now. */
export async function fetchText(url) {
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  return response.ok && !response.redirected ? response.text() : null;
}

/**
 * Posts a form's fields. `keepalive` lets it outlive the page; browsers then carry 64 kB. `token` is another form token than
 * the page's own.
 */
export async function post(url, fields = {}, { keepalive = false, token = null } = {}) {
  const send = () =>
    fetch(url, {
      method: "POST",
      keepalive,
      headers: { ...JSON_ANSWER, "X-CSRF-Token": token ?? formToken() },
      body: bodyOf(fields),
    });
  const response = await send();
  // A new sign-in in another window makes this window's token old, and its text must not suffer for it.
  return read(response.status === 403 && (await renewToken()) ? await send() : response);
}

/** A long text goes as it is, like a file: escaping a megabyte letter by letter would hold up the next key. */
function bodyOf(fields) {
  const values = Object.entries(fields);
  const body = values.some(isLong) ? new FormData() : new URLSearchParams();
  for (const each of values) {
    const [name, value] = each;
    body.append(name, isLong(each) ? new Blob([value]) : value);
  }
  return body;
}

function isLong([, value]) {
  return value.length > LONGEST_ESCAPED;
}

export function formToken() {
  return tokenElement(document).content;
}

function tokenElement(where) {
  return where.querySelector('meta[name="csrf-token"]');
}

async function renewToken() {
  const fresh = tokenElement(await fetchDocument(location.pathname))?.content;
  const isNew = Boolean(fresh) && fresh !== formToken();
  if (isNew) {
    tokenElement(document).content = fresh;
  }
  return isNew;
}

async function read(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : null;
  if (!response.ok) {
    throw new Refused(
      response.status,
      answer?.error ?? say("That did not work. Nothing was changed."),
    );
  }
  return answer;
}
