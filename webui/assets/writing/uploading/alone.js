import { rowOf } from "./row.js";
import { Upload } from "./upload.js";

/** Brings files in, one after the other, each with a row in `room` until it is there or given up. */
export async function bringInto(room, files) {
  const arrivals = files.map((file) => new Arrival(file));
  for (const arrival of arrivals) {
    room.append(arrival.row);
  }
  for (const arrival of arrivals) {
    await arrival.start();
  }
  await Promise.all(arrivals.map(({ over }) => over));
}

class Arrival {
  #finish;
  #isGivenUp = false;

  constructor(file) {
    this.file = file;
    this.name = file.name;
    this.share = 0;
    this.sentence = "";
    this.over = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.row = rowOf(this);
  }

  async start() {
    if (this.#isGivenUp) {
      return;
    }
    this.sentence = "";
    this.upload = new Upload(this.file, this.name, (share) => {
      this.share = share;
      this.change();
    });
    this.change();
    try {
      await this.upload.run();
      this.#end();
    } catch (error) {
      this.sentence = error.message;
      this.change();
    }
  }

  giveUp() {
    this.#isGivenUp = true;
    this.upload?.cancel();
    this.#end();
  }

  #end() {
    this.row.remove();
    this.#finish();
  }
}
