/** A picture alone on the whole window, zoomed by wheel, fingers, keys or buttons; or two of its looks, with a line between them. */
import { showImage } from './api.js';
import { compareWith, line, lineSlider, MIDDLE } from './compare.js';
import { button, fill, h } from './dom.js';
import { icon } from './icons.js';
import { chosen, partedName } from './restyle-words.js';
import { strip } from './strip.js';
import { originalButton } from './viewer-original.js';
import { zoomOf } from './viewer-zoom.js';

const NOTHING = 'nothing';

/**
 * @param {Array<{key: string|null, words: string, small: () => Node, name: string, url: string,
 *     width: number, height: number, download: () => HTMLElement,
 *     original?: {url: string, words: string}}>} looks of one picture, which have one proportion;
 *     `original` is fetched when the seller asks for it
 * @param {string|null} first key of the look that is shown first
 */
export function openViewer(looks, first) {
  const pair = { key: first, other: NOTHING, at: MIDDLE };
  const lookOf = (key) => looks.find((look) => look.key === key);
  const imgs = new Map();
  const imgOf = (look) => imgs.get(look.key) ?? keep(look, imgOfUrl(look.name, look.url));
  const keep = (look, img) => {
    imgs.set(look.key, img);
    return img;
  };
  const originals = new Map();
  const stage = h('div', { class: 'viewer-stage' });
  const shown = h('output', { 'data-test': 'viewer-zoom' });
  const zoom = zoomOf(stage, lookOf(first), shown);
  const more = h('span', { class: 'viewer-more' });
  const foot = h('div', { class: 'viewer-foot', hidden: looks.length < 2 });
  const close = () => dialog.close();
  const tool = (name, words, act) =>
    button(icon(name), { class: 'icon-button', 'aria-label': words, title: words, 'data-test': `viewer-${name}` }, act);
  const dialog = h(
    'dialog',
    { class: 'viewer', 'data-test': 'viewer' },
    h(
      'div',
      { class: 'viewer-bar' },
      h('div', { class: 'viewer-zoom' }, tool('less', 'Smaller', zoom.out), shown, tool('add', 'Larger', zoom.in)),
      more,
      tool('close', 'Close', close),
    ),
    stage,
    foot,
  );

  function drawStage() {
    const look = lookOf(pair.key);
    const before = lookOf(pair.other);
    dialog.setAttribute('aria-label', before ? `${before.words} and ${look.words}` : look.name);
    const layer = (one, kind) => h('div', { class: `viewer-layer ${kind}` }, imgOf(one));
    fill(stage, before ? [layer(before, ''), layer(look, 'compare-after'), line()] : layer(look, ''));
    zoom.draw();
  }

  function drawTools() {
    const look = lookOf(pair.key);
    const before = lookOf(pair.other);
    // The larger file takes the place of the rendition, for as long as the viewer is open.
    const replaced = (img) => {
      keep(look, img);
      drawStage();
    };
    if (look.original && !originals.has(look.key)) originals.set(look.key, originalButton(look, replaced));
    fill(more, [originals.get(look.key), look.download()]);
    const small = looks.map((one) => ({ ...one, words: shortOf(one.words, looks), picture: one.small() }));
    const others = looks.filter(({ key }) => key !== pair.key);
    fill(foot, [
      before &&
        lineSlider(stage, {
          before: before.words,
          after: look.words,
          at: pair.at,
          moved: (at) => (pair.at = at),
          test: 'viewer-compare',
        }),
      h(
        'div',
        { class: 'viewer-looks' },
        strip(small, pair.key, (key) => change(chosen(pair, key)), 'viewer-strip'),
        compareWith([{ key: NOTHING, words: 'Nothing' }, ...others], pair.other, (other) => change({ other }), 'viewer-compare-with'),
      ),
    ]);
  }

  function change(next) {
    Object.assign(pair, next);
    drawStage();
    drawTools();
  }

  dialog.addEventListener('keydown', (event) => {
    if (!event.target.matches('input, select')) zoom.key(event);
  });
  const opener = document.activeElement;
  addEventListener('hashchange', close);
  dialog.addEventListener('close', () => {
    removeEventListener('hashchange', close);
    dialog.remove();
    // The stage may have been drawn anew meanwhile, and with it the button.
    const again = opener.dataset?.test && document.querySelector(`[data-test="${opener.dataset.test}"]`);
    (opener.isConnected ? opener : again)?.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  change({});
}

function shortOf(words, looks) {
  const { unseen, seen } = partedName(words, looks.filter(({ original }) => !original).map((one) => one.words));
  return unseen ? [h('span', { class: 'sr' }, unseen), seen] : seen;
}

function imgOfUrl(name, url) {
  const img = h('img', { alt: name, draggable: 'false', 'data-test': 'viewer-image' });
  showImage(img, url);
  return img;
}
