/** A table of files in the browser's database (IndexedDB), by their `id`. */

const DATABASE = 'vitrine';
const TABLE = 'waiting-files';

/** @param {IDBFactory|undefined} indexedDB of the browser; @returns {Object|null} null if the browser has none */
export function fileStore(indexedDB) {
  if (!indexedDB) return null;
  let opened = null;
  const open = () => {
    if (opened) return opened;
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: 'id' });
    return (opened = answer(request).then((database) => {
      // Who deletes the database, or has a newer form of it, does not wait for this page.
      database.onversionchange = () => {
        database.close();
        opened = null;
      };
      return database;
    }));
  };
  const table = async (mode) => (await open()).transaction(TABLE, mode).objectStore(TABLE);
  return {
    /** @returns {Promise<Object[]>} all entries, by their ids */
    all: async () => answer((await table('readonly')).getAll()),
    /** @param {{id: string}} entry in place of one of its id */
    put: async (entry) => answer((await table('readwrite')).put(entry)),
    remove: async (id) => answer((await table('readwrite')).delete(id)),
  };
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
