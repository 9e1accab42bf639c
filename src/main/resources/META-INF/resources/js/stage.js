/** The large picture, and beside it the chosen restyle. */
import * as api from './api.js';
import { boxesOver, boxList, ChosenBox } from './boxes.js';
import { compare } from './compare.js';
import { button, h } from './dom.js';
import { saveFile } from './download.js';
import { icon } from './icons.js';
import { restyleControls } from './restyles.js';
import { attempt } from './say.js';
import { section } from './section.js';
import { thumb } from './thumb.js';
import { openViewer } from './viewer.js';
import { errorName, fileName, isRendered, percent, size, title } from './words.js';

/** Names one restyle among those of a picture. */
const keyOf = (restyle) =>
  restyle.id ?? [restyle.style, restyle.seed, restyle.strength, restyle.keep].join('/');

/** Whether a restyle is the one that was ordered: equal orders make one restyle. */
const isOf = (restyle, { style, seed, strength, keep }) =>
  restyle.style === style &&
  (restyle.keep ?? null) === (keep ?? null) &&
  restyle.seed === (seed ?? restyle.seed) &&
  (restyle.strength ?? strength) === strength;

export function stage(page) {
  let chosen = null;
  let known = null;
  let latest = null;
  const box = new ChosenBox();
  const way = { isSideBySide: false, at: undefined };

  function render(image, redraw) {
    latest = image;
    box.look(image);
    const restyles = image.restyles ?? [];
    const fresh = known && restyles.find((restyle) => !known.has(keyOf(restyle)));
    if (fresh) chosen = keyOf(fresh);
    known = new Set(restyles.map(keyOf));
    const restyle = restyles.find((one) => keyOf(one) === chosen);
    const choose = (key) => {
      chosen = key;
      redraw();
    };
    return [
      easel(image, restyle, page, {
        ...way,
        box: box.index,
        keep: (at) => (way.at = at),
        change: (next) => redraw(Object.assign(way, next)),
      }),
      !isCompared(restyle, way) && boxList(image, box.index, (i) => redraw((box.index = i)), page),
      restyles.length > 0 && strip(image, restyles, restyle, choose, page),
      restyleControls(image, page, (order) =>
        choose(keyOf(latest.restyles.find((r) => isOf(r, order)) ?? {})),
      ),
    ];
  }

  const shown = (image) => [
    image.restyles,
    image.width,
    image.status,
    image.revision,
    image.altText,
    image.background,
    image.keepProduct,
    image.boxes,
    Boolean(image.prompt || image.caption || image.tags?.length),
  ];
  return section({ test: 'stage' }, shown, render);
}

/** Whether a restyle lies over the original, which then has no room for boxes. */
const isCompared = (restyle, way) => restyle?.status === 'done' && !way.isSideBySide;

/** The original; beside it, or in its place with a line between the two, the chosen restyle. */
function easel(image, restyle, page, way) {
  const isOne = isCompared(restyle, way);
  return h(
    'div',
    { class: restyle && !isOne ? 'easel two' : 'easel', 'data-test': 'easel' },
    !isOne && original(image, page, restyle, way.box),
    restyle && painted(image, restyle, page, way),
  );
}

/** The large picture of a card, until the rest of the image is there. */
export function cardStage(card, page) {
  const frame = h('figure', { class: 'frame' }, pictureFrame(card, page));
  return h('div', { class: 'picture-columns' }, h('section', { class: 'section stage' }, h('div', { class: 'easel' }, frame)));
}

function original(image, page, beside, box) {
  const picture = pictureFrame(image, page);
  if (picture.querySelector('img')) picture.append(boxesOver(image, box) || '');
  if (!picture.querySelector('img')) picture.classList.add('without');
  const tools = isRendered(image) && h('span', { class: 'frame-tools' }, expandOriginal(image), download(image));
  return h('figure', { class: 'frame' }, picture, (beside || tools) && h('figcaption', {}, beside && 'Original', tools));
}

function pictureFrame(image, page) {
  const preview = page.previewOf(image.imageId);
  const picture = thumb({ ...image, background: null }, { size: 1024, preview, lazy: false });
  proportion(picture, image);
  return picture;
}

const baseName = (image) => fileName(image).replace(/\.\w+$/, '');

/** Saves the original under its name. */
const download = (image) =>
  saveButton('Download', 'original-download', () => api.originalUrl(image), fileName(image));

const saveButton = (words, test, url, name) =>
  button([icon('download'), words], { class: 'button quiet small', 'data-test': test }, () =>
    attempt(async () => saveFile(await api.pictureFile(url(), 'reload'), name)),
  );

const expand = (picture, test) =>
  button([icon('expand'), 'Full size'], { class: 'button quiet small', 'data-test': test }, () => openViewer(picture()));

function expandOriginal(image) {
  const { width, height } = image;
  const words = `Original, ${width} × ${height}, ${size(image.bytes)}`;
  return expand(
    () => ({
      name: image.altText ?? fileName(image),
      url: api.renditionUrl(image, 1024),
      width,
      height,
      download: download(image),
      original: { url: api.originalUrl(image), words },
    }),
    'expand',
  );
}

/** Reserves the picture's place while it loads. */
function proportion(element, { width, height }) {
  if (width && height) element.style.setProperty('--ratio', `${width} / ${height}`);
}

function painted(image, restyle, page, way) {
  const picture = h('span', { class: 'thumb' }, pictureOf(image, restyle));
  proportion(picture, image);
  const isDone = restyle.status === 'done';
  const shown = isCompared(restyle, way) ? compared(image, picture, nameOf(restyle, page), way, page) : picture;
  return h(
    'figure',
    {
      class: 'frame',
      'data-test': 'restyle',
      'data-key': restyle.style,
      'data-status': restyle.status,
    },
    shown,
    h(
      'figcaption',
      {},
      h('strong', {}, nameOf(restyle, page)),
      ...about(restyle),
      isDone && h('span', { class: 'frame-tools' }, toolsOf(image, restyle, page, way)),
    ),
  );
}

function compared(image, picture, name, way, page) {
  const words = `The original up to here, then ${name}`;
  const both = compare(pictureFrame(image, page), picture, { words, at: way.at, moved: way.keep });
  proportion(both, image);
  return both;
}

function toolsOf(image, restyle, page, { isSideBySide, change }) {
  const words = isSideBySide ? 'On top of each other' : 'Side by side';
  const name = `${baseName(image)}-${restyle.style ?? 'painting'}${restyle.keep ? '-product-kept.png' : '.jpg'}`;
  const save = () => saveButton('Download', 'restyle-download', () => restyle.url, name);
  const { width, height } = image;
  const picture = () => ({ name: altOf(image, restyle), url: restyle.url, width, height, download: save() });
  return [
    button([icon('compare'), words], { class: 'button quiet small', 'data-test': 'side-by-side' }, () =>
      change({ isSideBySide: !isSideBySide }),
    ),
    expand(picture, 'restyle-expand'),
    save(),
  ];
}

const altOf = (image, restyle) => `${fileName(image)}, restyled as ${restyle.style ?? 'own words'}`;

function pictureOf(image, restyle) {
  if (restyle.status === 'failed') {
    const { message = 'It could not be painted.', code } = restyle.error ?? {};
    return h(
      'span',
      { class: 'blank', role: 'status' },
      icon('warn'),
      h('span', {}, message),
      code && h('small', {}, errorName(code)),
    );
  }
  if (restyle.status !== 'done')
    return h('span', { class: 'blank waiting' }, h('span', {}, stateOf(restyle, image.restyles)));
  const img = h('img', { alt: altOf(image, restyle), decoding: 'async', draggable: 'false' });
  api.showImage(img, restyle.url);
  return img;
}

/** What happens to a restyle; orders of one picture are painted in turn. Empty once it is painted. */
function stateOf(restyle, restyles) {
  if (restyle.status === 'done') return '';
  if (restyle.status === 'failed') return 'Failed';
  const first = restyles.find((one) => !['done', 'failed'].includes(one.status));
  return keyOf(first) === keyOf(restyle) ? 'Painting' : 'Waiting';
}

const nameOf = (restyle, page) =>
  page.styles.find((style) => style.name === restyle.style)?.title ??
  title(restyle.style ?? 'own words');

const ALL_PAINTED = 'Painted by a machine. It does not show the product as it is.';
const PRODUCT_KEPT = 'The background is painted by a machine. The product is as in the original.';

/** Says that a restyle is art, not a photo of the product, and how it was made. */
function about({ status, engine, strength, seed, keep }) {
  const facts = [
    keep && 'product kept',
    engine && `by ${engine}`,
    strength !== undefined && strength !== null && `strength ${percent(strength)}`,
    seed !== undefined && seed !== null && `seed ${seed}`,
  ].filter(Boolean);
  return [
    h(
      'span',
      { class: 'art', title: keep ? PRODUCT_KEPT : ALL_PAINTED },
      'Art',
    ),
    status === 'done' || facts.length
      ? h('span', { class: 'frame-facts' }, facts.join(', '))
      : null,
  ].filter(Boolean);
}

function strip(image, restyles, chosen, choose, page) {
  const original = thumb(image, { size: 256, alt: '' });
  const entries = restyles.map((restyle) => {
    const on = restyle === chosen;
    const state = stateOf(restyle, restyles);
    return stripEntry(keyOf(restyle), smallOf(restyle), nameOf(restyle, page), on, choose, state);
  });
  return h(
    'ul',
    { class: 'strip', 'aria-label': 'Original and restyles' },
    stripEntry(null, original, 'Original', !chosen, choose),
    entries,
  );
}

function stripEntry(key, picture, words, on, choose, state = '') {
  const attributes = {
    class: 'strip-button',
    'aria-pressed': String(on),
    'data-test': 'strip',
    'data-key': key ?? 'original',
  };
  return h(
    'li',
    {},
    button(
      [picture, h('span', {}, words), state && h('span', { class: 'strip-state' }, state)],
      attributes,
      () => choose(key),
    ),
  );
}

function smallOf(restyle) {
  if (restyle.status === 'failed') return h('span', { class: 'thumb' }, blank(icon('warn')));
  if (restyle.status !== 'done') return h('span', { class: 'thumb' }, blank(null, 'waiting'));
  const img = h('img', { alt: '', loading: 'lazy' });
  api.showImage(img, restyle.url);
  return h('span', { class: 'thumb fill' }, img);
}

const blank = (content, state = '') => h('span', { class: `blank ${state}` }, content);
