// Fetches once for all windows what they ask for at the same news. Runs in the worker that they share.
const KEPT = 1000;

export class Sharing {
  #fetched = new Map();
  #asked = new Map();

  /** News came: what was fetched before may be old by now. Who waits for it gets it all the same. */
  forget() {
    this.#fetched.clear();
  }

  /** Nobody is signed in any more: not even addresses of pages should stay. */
  forgetAll() {
    this.forget();
    this.#asked.clear();
  }

  /**
   * There are news of a page: what windows asked for at its last ones is fetched before they ask again. When nobody did,
   * they have all gone elsewhere.
   */
  fetchAhead(page) {
    const asked = this.#asked.get(page);
    this.#asked.delete(page);
    if (asked) {
      this.fetch(...asked);
    }
  }

  /** Answers what the server says, as `takeShared` takes it. `page`: of which page news made a window ask. */
  fetch(url, accept, page = null) {
    if (page !== null) {
      this.#asked.set(page, [url, accept]);
    }
    const key = `${accept} ${url}`;
    if (!this.#fetched.has(key)) {
      const fetched = ask(url, accept);
      this.#fetched.set(key, fetched);
      // A page should not lie in memory until somebody writes again.
      setTimeout(() => this.#fetched.get(key) === fetched && this.#fetched.delete(key), KEPT);
    }
    return this.#fetched.get(key);
  }
}

async function ask(url, accept) {
  try {
    const response = await fetch(url, { headers: { Accept: accept } });
    const isOut = response.redirected && new URL(response.url).pathname === "/login";
    const type = response.headers.get("Content-Type") ?? "";
    return { text: await response.text(), type, status: isOut ? 401 : response.status };
  } catch (error) {
    return { failed: String(error) };
  }
}
