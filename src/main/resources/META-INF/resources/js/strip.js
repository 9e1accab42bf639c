/** The looks of a picture in a line, original and restyles, of which one is chosen. */
import { showImage } from './api.js';
import { button, h } from './dom.js';

/**
 * @param {Array<{key: string|null, words: string|Node[], picture: Node, state?: string}>} looks `state`
 *     says why there is nothing to look at yet
 * @param {string|null} chosen its key
 * @param {(key: string|null) => void} choose
 * @param {string} test the entries' name in tests
 */
export function strip(looks, chosen, choose, test = 'strip') {
  return h(
    'ul',
    { class: 'strip', 'aria-label': 'Original and restyles' },
    looks.map((look) => entry(look, look.key === chosen, choose, test)),
  );
}

function entry({ key, words, picture, state = '' }, isChosen, choose, test) {
  const attributes = {
    class: 'strip-button',
    'aria-pressed': String(isChosen),
    'data-test': test,
    'data-key': key ?? 'original',
  };
  const label = [picture, h('span', {}, words), state && h('span', { class: 'strip-state' }, state)];
  return h('li', {}, button(label, attributes, () => choose(key)));
}

/** A small picture without words of its own. */
export function smallPicture(url) {
  const img = h('img', { alt: '', loading: 'lazy' });
  showImage(img, url);
  return h('span', { class: 'thumb fill' }, img);
}
