/** How the page asks the server. */
import { ApiError } from './api-error.js';
import { sellerWords } from './error-words.js';
import { credentials } from './sign-in.js';

export function call(method, path, body) {
  return body === undefined
    ? send(method, path)
    : send(method, path, JSON.stringify(body), 'application/json');
}

export async function send(method, path, body, type, more = {}) {
  const headers = { accept: 'application/json', ...more, ...(await credentials()) };
  if (type) headers['content-type'] = type;
  const response = await answer(path, { method, headers, body });
  if (!response.ok) throw await problem(response);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

export async function answer(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new ApiError('Vitrine cannot be reached.', 'UNREACHABLE', 0);
  }
}

/** Reads an error by RFC 9457; a proxy may have sent another body, or none. */
export async function problem(response) {
  const { detail, title, code, field, problems } = await response.json().catch(() => ({}));
  const { status } = response;
  const named = code ?? `HTTP_${status}`;
  const words = sellerWords({ code: named, status, message: detail ?? title, field });
  const retryAfter = Number(response.headers.get('retry-after')) || 0; // A date of HTTP is none.
  return new ApiError(words, named, status, problems, retryAfter);
}

export function queryOf(conditions) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(conditions))
    for (const value of [values].flat()) if (value) query.append(name, value);
  return query;
}
