/** A picture as an element: its rendition, or an icon while there is none. */
import * as api from './api.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { fileName, isRendered, isSettled } from './words.js';

/** Before a rendition that could not be loaded is asked for again, as after the network was away. */
const AGAIN_MS = [3000, 15_000, 60_000];

/**
 * @param {object} image
 * @param {{size: 256|1024, preview?: string|null, alt?: string, lazy?: boolean}} how `preview` is
 *     shown until the rendition exists
 */
export function thumb(image, { size, preview = null, alt, lazy = true }) {
  const frame = h('span', { class: `thumb ${fitOf(image)}` });
  const url = isRendered(image) ? api.renditionUrl(image, size) : null;
  if (!url && !preview) {
    frame.append(blank(image));
    return frame;
  }
  const words = alt ?? image.altText ?? image.caption ?? fileName(image);
  const attributes = {
    alt: words,
    loading: lazy ? 'lazy' : null,
    fetchpriority: size === 1024 ? 'high' : null,
    decoding: 'async',
    draggable: 'false',
  };
  frame.append(url ? rendition(url, attributes) : previewOf(preview, attributes));
  return frame;
}

function previewOf(preview, attributes) {
  const img = h('img', attributes);
  img.addEventListener('error', () => img.replaceWith(blank({ status: 'done' })), { once: true });
  img.src = preview;
  return img;
}

/** An icon takes the place of one that cannot be loaded, until it can. */
function rendition(url, attributes, tries = 0) {
  const img = h('img', attributes);
  const fail = () => {
    const gap = blank({ status: 'done' });
    img.replaceWith(gap);
    if (tries < AGAIN_MS.length) setTimeout(() => gap.replaceWith(rendition(url, attributes, tries + 1)), AGAIN_MS[tries]);
  };
  img.addEventListener('error', fail, { once: true });
  api.showImage(img, url);
  return img;
}

/** A picture on a white background is shown whole; any other fills the frame. */
function fitOf(image) {
  return image.background === 'white' && isRendered(image) ? 'fit' : 'fill';
}

function blank(image) {
  return h(
    'span',
    { class: isSettled(image) ? 'blank' : 'blank waiting' },
    icon(['rejected', 'failed'].includes(image.status) ? 'warn' : 'picture'),
  );
}
