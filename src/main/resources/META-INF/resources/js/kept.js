/** Keeps a value in a storage of the browser, and never fails for it. Needs no browser. */

/** @param {Storage} storage @param {string} key @param {Array} value nothing is kept of an empty one */
export function keep(storage, key, value) {
  try {
    if (value.length > 0) storage.setItem(key, JSON.stringify(value));
    else storage.removeItem(key);
  } catch {
    // Without room, or where the seller allows no storage, nothing is kept.
  }
}

/** @returns {Array} what was kept; empty if nothing was, or it cannot be read */
export function kept(storage, key) {
  try {
    const value = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/**
 * @param {'localStorage'|'sessionStorage'} name
 * @returns {Storage|null} null where the seller allows none: asking for it throws then
 */
export function storageOf(name) {
  try {
    return globalThis[name] ?? null;
  } catch {
    return null;
  }
}
