// What several windows ask for at the same news is fetched once, by the worker that all of them share.
let worker = null;
let last = 0;
const waiting = new Map();

/** From now on the worker behind this port fetches for `fetchShared`. */
export function shareThrough(port) {
  worker = port;
}

/** The worker answered: `of` says to which question. */
export function takeShared({ of, text, type, status, failed }) {
  const { resolve, reject } = waiting.get(of);
  waiting.delete(of);
  if (failed) {
    reject(new TypeError(failed));
  } else {
    resolve(new Response(text, { status, headers: { "Content-Type": type } }));
  }
}

/**
 * As `fetch`, for what a window asks for because it heard news; what it gets was fetched after them. The answer to somebody
 * who is logged out has the status 401, whatever it redirects to. What is asked for at news of a `page` is fetched at the
 * next news of it before anybody asks.
 */
export function fetchShared(url, accept, page = null) {
  if (!worker) {
    return fetch(url, { headers: { Accept: accept } });
  }
  last += 1;
  worker.postMessage({ wanted: url, accept, page, of: last });
  return new Promise((resolve, reject) => waiting.set(last, { resolve, reject }));
}
