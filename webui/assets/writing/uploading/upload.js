import { say } from "../../language/words.js";
import { formToken } from "../../server/http.js";

const AT_ONCE = 4 * 1024 * 1024;
const TRIES = 4;
const WAIT = 1000;

/** Why a file did not come in: `message` is a sentence, `isFinal` that trying again would not help. */
export class UploadFailed extends Error {
  constructor(sentence, isFinal = false) {
    super(sentence);
    this.isFinal = isFinal;
  }
}

/**
 * Brings one file into the notebook, a part at a time, so that neither side ever holds a large one whole.
 * `tell` hears how much of it is there, from 0 to 1.
 */
export class Upload {
  #request = null;
  #address = null;
  #isCancelled = false;

  constructor(file, name, tell) {
    this.file = file;
    this.name = name;
    this.tell = tell;
  }

  /** The file as the notebook has it: `url`, `name`, `markdown`. Rejects with `UploadFailed`. */
  async run() {
    const { size } = this.file;
    const begin = `/files/?name=${encodeURIComponent(this.name)}`;
    if (size <= AT_ONCE) {
      return this.#send("POST", begin, this.file, 0);
    }
    const { upload, part } = await this.#send("POST", `${begin}&size=${size}`, null, 0);
    this.#address = upload;
    return this.#sendParts(part);
  }

  cancel() {
    this.#isCancelled = true;
    this.#request?.abort();
    if (this.#address) {
      // What is left of it goes by itself after a day.
      fetch(this.#address, {
        method: "DELETE",
        headers: { "X-CSRF-Token": formToken() },
      }).catch(() => {});
    }
  }

  async #sendParts(part) {
    let received = 0;
    for (let failures = 0; ; ) {
      const piece = this.file.slice(received, received + part);
      try {
        const answer = await this.#send(
          "PUT",
          `${this.#address}?offset=${received}`,
          piece,
          received,
        );
        if (answer.url) {
          return answer;
        }
        received = answer.received;
        failures = 0;
      } catch (error) {
        failures += 1;
        if (error.isFinal || this.#isCancelled || failures === TRIES) {
          throw error;
        }
        received = error.received ?? received;
        await new Promise((resolve) => setTimeout(resolve, WAIT * failures));
      }
    }
  }

  #send(method, address, body, before) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.#request = request;
      request.open(method, address);
      request.setRequestHeader("X-CSRF-Token", formToken());
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded }) =>
        this.tell(Math.min(1, (before + loaded) / Math.max(1, this.file.size))),
      );
      request.addEventListener("load", () => {
        const { status, response } = request;
        if (status < 300) {
          resolve(response);
          return;
        }
        const error = new UploadFailed(
          response?.error ?? say("The file was not taken."),
          status < 500 && status !== 409,
        );
        error.received = response?.received;
        reject(error);
      });
      request.addEventListener("error", () =>
        reject(new UploadFailed(say("Inglenook does not answer."))),
      );
      request.addEventListener("abort", () =>
        reject(new UploadFailed(say("The upload was stopped."), true)),
      );
      request.send(body);
    });
  }
}
