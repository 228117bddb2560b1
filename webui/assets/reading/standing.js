// Where a person was on a page when the notebook was locked: numbers alone, for this window alone.

const KEY = "standing";

export function keepStanding(facts) {
  sessionStorage.setItem(KEY, JSON.stringify({ ...read(), ...facts }));
}

/** Answers `{scroll, cursor}`, each only if it was kept, once. */
export function takeStanding() {
  const standing = read();
  sessionStorage.removeItem(KEY);
  return standing;
}

function read() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
}
