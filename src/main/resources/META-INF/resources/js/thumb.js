/** A picture as an element: its rendition, or an icon while there is none. */
import * as api from './api.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { fileName, isRendered, isSettled } from './words.js';

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
  const img = h('img', {
    alt: words,
    loading: lazy ? 'lazy' : null,
    fetchpriority: size === 1024 ? 'high' : null,
    decoding: 'async',
    draggable: 'false',
  });
  img.addEventListener('error', () => frame.replaceChildren(blank({ status: 'done' })), {
    once: true,
  });
  if (url) api.showImage(img, url);
  else img.src = preview;
  frame.append(img);
  return frame;
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
