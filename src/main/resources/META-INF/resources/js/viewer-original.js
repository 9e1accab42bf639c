/** A button of the viewer that puts the original in the rendition's place. */
import { showImage } from './api.js';
import { button, fill, h } from './dom.js';

/**
 * @param {{name: string, original: {url: string, words: string}}} look
 * @param {(img: HTMLImageElement) => void} replaced called with the original, once it is there
 */
export function originalButton({ name, original }, replaced) {
  const place = h('span', {});
  const load = () =>
    new Promise((resolve) => {
      // The words take the button's place.
      const end = (words) => {
        const attributes = { class: 'hint', role: 'status', tabindex: '-1', 'data-test': 'viewer-is-original' };
        fill(place, h('span', attributes, words));
        if (document.activeElement === document.body) place.firstChild.focus();
        resolve();
      };
      const img = h('img', { alt: name, draggable: 'false', 'data-test': 'viewer-image' });
      img.addEventListener('load', () => {
        replaced(img);
        end('Original');
      });
      img.addEventListener('error', () => end('This browser cannot show the original; it can be downloaded.'));
      showImage(img, original.url);
    });
  const ask = button(original.words, { class: 'button small', 'data-test': 'viewer-original' }, load);
  place.append(ask);
  return place;
}
