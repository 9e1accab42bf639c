/** What the modules of uploads need of a browser: its events, its storage, and a server that answers. */

const listeners = new Map();

/** Fires an event of the window or of the document. */
export const fire = (type, event = {}) => (listeners.get(type) ?? []).forEach((listener) => listener(event));

const addEventListener = (type, listener) => listeners.set(type, [...(listeners.get(type) ?? []), listener]);

/**
 * The server: `refuses` answers each file with this HTTP status; `held` keeps files until `release`;
 * `isSilent` never answers a file; `has` are paths of pictures that are there; `endedForms` are keys of
 * forms that have run out; `isAway` answers nothing; `isBusy` answers no question about pictures; `tooMany` is how many forms are refused
 * because too many were asked for; `breaks` is how many files are cut off; `sent` are the keys of the files that were sent, in turn.
 */
export const server = {
  refuses: null,
  held: null,
  isSilent: false,
  has: [],
  asked: [],
  sent: [],
  forms: 0,
  endedForms: [],
  isAway: false,
  isBusy: false,
  tooMany: 0,
  breaks: 0,
  release() {
    const held = this.held;
    this.held = null;
    held.forEach((answer) => answer());
  },
};

class Sending {
  upload = {};
  responseText = '';
  open() {}
  abort() {}
  send(form) {
    const key = form.get('key');
    server.sent.push(key);
    if (server.isSilent) return;
    if (server.breaks > 0) {
      server.breaks -= 1;
      setImmediate(() => this.onerror());
      return;
    }
    const answer = () => {
      this.status = server.endedForms.includes(key) ? 403 : (server.refuses ?? 204);
      this.onload();
    };
    if (server.held) server.held.push(answer);
    else setImmediate(answer);
  }
}

async function fetch(path, { method, body }) {
  server.asked.push(`${method} ${path}`);
  if (server.isAway) throw new TypeError('away');
  if (method === 'POST' && path === 'uploads' && server.tooMany > 0) {
    server.tooMany -= 1;
    return Response.json({ code: 'TOO_MANY_REQUESTS' }, { status: 429 });
  }
  if (method === 'POST' && path === 'uploads') {
    const { fileName } = JSON.parse(body);
    server.forms += 1;
    return Response.json({ imageId: `id of ${fileName}`, url: 'http://bucket', fields: { key: `key ${server.forms}` } });
  }
  if (method === 'GET' && server.isBusy) return Response.json({ code: 'TOO_MANY_REQUESTS' }, { status: 429 });
  if (method === 'GET' && !server.has.includes(path)) return Response.json({ code: 'IMAGE_NOT_FOUND' }, { status: 404 });
  return Response.json({});
}

export function storage() {
  const all = new Map();
  return {
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => all.set(key, value),
    removeItem: (key) => all.delete(key),
  };
}

/** Puts them in the place of a browser's. */
export function stub() {
  const define = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  define('addEventListener', addEventListener);
  define('document', { title: '', hidden: false, addEventListener });
  define('localStorage', storage());
  define('XMLHttpRequest', Sending);
  define('fetch', fetch);
}

/** Resolves once something is so; lets everything else run meanwhile. @throws {Error} after ten seconds */
export async function until(isSo) {
  const end = Date.now() + 10_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`never: ${isSo}`);
    await new Promise(setImmediate);
  }
}
