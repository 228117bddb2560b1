export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether a key or click came with Ctrl, or with Command on a Mac. */
export function hasMod(event) {
  return isMac ? event.metaKey : event.ctrlKey;
}

/** Whether what has the focus takes letters. */
export function isTyping({ target }) {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
