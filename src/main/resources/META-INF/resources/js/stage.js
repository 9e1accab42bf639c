/** The large picture, and beside it the chosen restyle. */
import * as api from './api.js';
import { button, h } from './dom.js';
import { saveFile } from './download.js';
import { icon } from './icons.js';
import { restyleControls } from './restyles.js';
import { attempt } from './say.js';
import { section } from './section.js';
import { thumb } from './thumb.js';
import { errorName, fileName, percent, title } from './words.js';

/** Names one restyle among those of a picture. */
const keyOf = (restyle) => restyle.id ?? `${restyle.style}/${restyle.seed}/${restyle.strength}`;

/** Whether a restyle is the one that was ordered: equal orders make one restyle. */
const isOf = (restyle, { style, seed, strength }) =>
  restyle.style === style &&
  restyle.seed === (seed ?? restyle.seed) &&
  (restyle.strength ?? strength) === strength;

export function stage(page) {
  let chosen = null;
  let known = null;
  let latest = null;

  function render(image, redraw) {
    latest = image;
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
      h(
        'div',
        { class: restyle ? 'easel two' : 'easel', 'data-test': 'easel' },
        original(image, page, restyle),
        restyle && painted(image, restyle, page),
      ),
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
    Boolean(image.prompt),
  ];
  return section({ test: 'stage' }, shown, render);
}

/** The large picture of a card, until the rest of the image is there. */
export function cardStage(card, page) {
  const easel = h('div', { class: 'easel' }, original(card, page, null));
  return h('div', { class: 'picture-columns' }, h('section', { class: 'section stage' }, easel));
}

function original(image, page, beside) {
  const preview = page.previewOf(image.imageId);
  const picture = thumb({ ...image, background: null }, { size: 1024, preview, lazy: false });
  proportion(picture, image);
  if (!picture.querySelector('img')) picture.classList.add('without');
  return h('figure', { class: 'frame' }, picture, beside && h('figcaption', {}, 'Original'));
}

/** Reserves the picture's place while it loads. */
function proportion(element, { width, height }) {
  if (width && height) element.style.setProperty('--ratio', `${width} / ${height}`);
}

function painted(image, restyle, page) {
  const picture = h('span', { class: 'thumb' }, pictureOf(image, restyle));
  proportion(picture, image);
  return h(
    'figure',
    {
      class: 'frame',
      'data-test': 'restyle',
      'data-key': restyle.style,
      'data-status': restyle.status,
    },
    picture,
    h(
      'figcaption',
      {},
      h('strong', {}, nameOf(restyle, page)),
      ...about(restyle),
      restyle.status === 'done' && download(image, restyle),
    ),
  );
}

function download(image, restyle) {
  const name = `${fileName(image).replace(/\.\w+$/, '')}-${restyle.style ?? 'painting'}.jpg`;
  return button(
    [icon('download'), 'Download'],
    { class: 'button quiet small', 'data-test': 'restyle-download' },
    () => attempt(async () => saveFile(await api.pictureFile(restyle.url), name)),
  );
}

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
    return h('span', { class: 'blank waiting' }, h('span', {}, 'Painting'));
  const img = h('img', {
    alt: `${fileName(image)}, restyled as ${restyle.style}`,
    decoding: 'async',
  });
  api.showImage(img, restyle.url);
  return img;
}

const nameOf = (restyle, page) =>
  page.styles.find((style) => style.name === restyle.style)?.title ??
  title(restyle.style ?? 'own words');

/** Says that a restyle is art, not a photo of the product, and how it was made. */
function about({ status, engine, strength, seed }) {
  const facts = [
    engine && `by ${engine}`,
    strength !== undefined && strength !== null && `strength ${percent(strength)}`,
    seed !== undefined && seed !== null && `seed ${seed}`,
  ].filter(Boolean);
  return [
    h(
      'span',
      { class: 'art', title: 'Painted by a machine. It does not show the product as it is.' },
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
    return stripEntry(keyOf(restyle), smallOf(restyle), nameOf(restyle, page), on, choose);
  });
  return h(
    'ul',
    { class: 'strip', 'aria-label': 'Original and restyles' },
    stripEntry(null, original, 'Original', !chosen, choose),
    entries,
  );
}

function stripEntry(key, picture, words, on, choose) {
  const attributes = {
    class: 'strip-button',
    'aria-pressed': String(on),
    'data-test': 'strip',
    'data-key': key ?? 'original',
  };
  return h(
    'li',
    {},
    button([picture, h('span', {}, words)], attributes, () => choose(key)),
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
