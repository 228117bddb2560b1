const TOPICS = ["page", "pages", "files", "settle", "locked", "unlocked", "again"];
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const SILENCE = 2000;

/**
 * Listens to the server's news for as long as the page or worker lives, and opens the stream again however it was lost.
 * When it stays broken `tell` hears the topic "silent", and after a gap "again": news may have been missed. The server says
 * "again" itself when another program changed the notebook.
 */
export function listen(tell) {
  let opened = false;
  let wait = FIRST_WAIT;
  let silence = 0;

  function open() {
    const source = new EventSource("/events");
    source.addEventListener("open", () => {
      wait = FIRST_WAIT;
      clearTimeout(silence);
      silence = 0;
      if (opened) {
        tell({ topic: "again" });
      }
      opened = true;
    });
    source.addEventListener("error", () => {
      silence ||= setTimeout(tell, SILENCE, { topic: "silent" });
      // The browser tries again by itself after a broken line, but not after an answer that was no stream.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    });
    for (const topic of TOPICS) {
      source.addEventListener(topic, ({ data }) => tell({ ...JSON.parse(data), topic }));
    }
  }

  open();
}
