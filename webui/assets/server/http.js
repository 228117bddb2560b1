// Requests of the pages to their own server.
import { say } from "../language/words.js";
import { fetchShared } from "./shared.js";

const JSON_ANSWER = { Accept: "application/json" };
const HTML_ANSWER = { Accept: "text/html" };
const LOGGED_OUT = 401;

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

/**
 * The page as the server knows it, for a window that heard news of it; with others that heard them, and the next time as
 * soon as there are news of this page. As `fetchPage`.
 */
export async function fetchNewPage(url, page) {
  return read(await fetchShared(url, JSON_ANSWER.Accept, page));
}

/** What the server answers as JSON. Rejects as `fetchPage` does. */
export async function fetchJson(url, { signal } = {}) {
  return read(await fetch(url, { headers: JSON_ANSWER, signal }));
}

/** Another page's document, to take a part from. Rejects as `fetchPage` does. */
export async function fetchDocument(url) {
  const response = await fetch(url, { headers: HTML_ANSWER });
  const isOut = response.redirected && new URL(response.url).pathname === "/login";
  return documentOf(response, isOut);
}

/** As `fetchDocument`, for a window that heard news; with others that heard them. */
export async function fetchNewDocument(url) {
  const response = await fetchShared(url, HTML_ANSWER.Accept);
  return documentOf(response, response.status === LOGGED_OUT);
}

/** A part of a page, as it stands there, for a window that heard news; null when there is none by now. */
export async function fetchNewText(url) {
  const response = await fetchShared(url, HTML_ANSWER.Accept);
  return response.ok && !response.redirected ? response.text() : null;
}

async function documentOf(response, isOut) {
  if (isOut) {
    throw new Refused(LOGGED_OUT, say("You are not logged in."));
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
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
