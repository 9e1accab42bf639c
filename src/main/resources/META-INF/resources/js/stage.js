/** The large picture, and with it the chosen restyle and what that is compared with. */
import * as api from './api.js';
import { boxesOver, boxList, ChosenBox } from './boxes.js';
import { compare, compareWith } from './compare.js';
import { deletedRestyles } from './deleted-restyles.js';
import { button, h } from './dom.js';
import { saveFile } from './download.js';
import { icon } from './icons.js';
import { chosen, existing, factsOf, isOf, isPainted, keyOf, namesOf, restyleFile, stateOf } from './restyle-words.js';
import { restyleControls } from './restyles.js';
import { attempt } from './say.js';
import { section } from './section.js';
import { smallPicture, strip } from './strip.js';
import { thumb } from './thumb.js';
import { openViewer } from './viewer.js';
import { errorName, fileName, isDescribed, isRendered, size } from './words.js';

const ORIGINAL = null;

export function stage(page) {
  let pair = { key: ORIGINAL, other: ORIGINAL };
  let known = null;
  let latest = null;
  const box = new ChosenBox();
  const way = { isSideBySide: false, at: undefined };
  const bin = { isOpen: false };

  function render(image, redraw) {
    latest = image;
    box.look(image);
    const restyles = image.restyles ?? [];
    const fresh = known && restyles.find((restyle) => !known.has(keyOf(restyle)));
    if (fresh) pair = { ...pair, key: keyOf(fresh) };
    known = new Set(restyles.map(keyOf));
    pair = existing(pair, restyles);
    const choose = (key) => {
      pair = key === ORIGINAL ? { key, other: ORIGINAL } : chosen(pair, key);
      redraw();
    };
    const looks = looksOf(image, page);
    const look = looks.find(({ key }) => key === pair.key);
    return [
      easel(image, look, looks, page, {
        ...way,
        box: box.index,
        other: looks.find(({ key }) => key === pair.other),
        keep: (at) => (way.at = at),
        change: (next) => redraw(Object.assign(way, next)),
        compareWith: (other) => redraw((pair = { ...pair, other })),
      }),
      !isCompared(look, way) && boxList(image, box.index, (i) => redraw((box.index = i)), page),
      restyles.length > 0 && strip(looks.map((one) => ({ ...one, picture: one.small() })), pair.key, choose),
      deletedRestyles(image, page, bin),
      restyleControls(image, page, (order) => choose(keyOf(latest.restyles.find((r) => isOf(r, order)) ?? {})), redraw),
    ];
  }

  const shown = (image) => [
    image.restyles,
    image.deletedRestyles,
    image.width,
    image.status,
    image.revision,
    image.altText,
    image.background,
    image.keepProduct,
    image.boxes,
    isDescribed(image),
    page.styles.length,
  ];
  return section({ test: 'stage' }, shown, render);
}

/**
 * The looks of a picture: the original, and its restyles.
 *
 * @returns {Array<{key: string|null, words: string, restyle?: object, state: string, small: () => Node}>}
 */
function looksOf(image, page) {
  const restyles = image.restyles ?? [];
  const names = namesOf(restyles, page.styles);
  const original = { key: ORIGINAL, words: 'Original', state: '', small: () => thumb(image, { size: 256, alt: '' }) };
  const painted = restyles.map((restyle) => ({
    key: keyOf(restyle),
    words: names.get(keyOf(restyle)),
    restyle,
    state: stateOf(restyle, restyles),
    small: () => smallOf(restyle),
  }));
  return [original, ...painted];
}

/** Whether there is something to look at. */
const isThere = ({ restyle }) => !restyle || isPainted(restyle);

/** Whether a restyle lies over another look, which then has no room for boxes. */
const isCompared = ({ restyle }, way) => Boolean(restyle && isPainted(restyle) && !way.isSideBySide);

/** The original; or a restyle, and beside or under it what it is compared with. */
function easel(image, look, looks, page, way) {
  const isOne = !look.restyle || isCompared(look, way);
  const other = !look.restyle ? null : way.other;
  return h(
    'div',
    { class: isOne ? 'easel' : 'easel two', 'data-test': 'easel' },
    !look.restyle && original(image, looks, page, false, way.box),
    !isOne && (other.restyle ? beside(image, other) : original(image, looks, page, true, way.box)),
    look.restyle && painted(image, look, looks, page, way),
  );
}

/** The large picture of a card, until the rest of the image is there. */
export function cardStage(card, page) {
  const frame = h('figure', { class: 'frame' }, pictureFrame(card, page));
  return h('div', { class: 'picture-columns' }, h('section', { class: 'section stage' }, h('div', { class: 'easel' }, frame)));
}

function original(image, looks, page, isBeside, box) {
  const picture = pictureFrame(image, page);
  if (picture.querySelector('img')) picture.append(boxesOver(image, box) || '');
  if (!picture.querySelector('img')) picture.classList.add('without');
  const tools =
    isRendered(image) &&
    h('span', { class: 'frame-tools' }, expand(image, looks, ORIGINAL, 'expand'), download(image));
  return h('figure', { class: 'frame' }, picture, (isBeside || tools) && h('figcaption', {}, isBeside && 'Original', tools));
}

/** A restyle with which another one is compared. */
function beside(image, { words, restyle }) {
  const picture = frameOf(image, words, restyle);
  return h('figure', { class: 'frame', 'data-test': 'beside' }, picture, h('figcaption', {}, h('strong', {}, words)));
}

function pictureFrame(image, page) {
  const preview = page.previewOf(image.imageId);
  const picture = thumb({ ...image, background: null }, { size: 1024, preview, lazy: false });
  proportion(picture, image);
  return picture;
}

/** Saves the original under its name. */
const download = (image) =>
  saveButton('original-download', () => api.originalUrl(image), fileName(image));

const downloadOf = (image, restyle) =>
  saveButton('restyle-download', () => restyle.url, restyleFile(image, restyle));

const saveButton = (test, url, name) =>
  button([icon('download'), 'Download'], { class: 'button quiet small', 'data-test': test }, () =>
    attempt(async () => saveFile(await api.pictureFile(url(), 'reload'), name)),
  );

/** Opens the viewer with all looks that are there. */
const expand = (image, looks, key, test) =>
  button([icon('expand'), 'Full size'], { class: 'button quiet small', 'data-test': test }, () =>
    openViewer(looks.filter(isThere).map((look) => viewed(image, look)), key),
  );

/** A look as the viewer takes it. */
function viewed(image, look) {
  const { width, height } = image;
  const { restyle } = look;
  if (restyle) {
    const name = altOf(image, look.words);
    return { ...look, name, url: restyle.url, width, height, download: () => downloadOf(image, restyle) };
  }
  return {
    ...look,
    name: image.altText ?? fileName(image),
    url: api.renditionUrl(image, 1024),
    width,
    height,
    download: () => download(image),
    original: { url: api.originalUrl(image), words: `Original, ${width} × ${height}, ${size(image.bytes)}` },
  };
}

/** Reserves the picture's place while it loads. */
function proportion(element, { width, height }) {
  if (width && height) element.style.setProperty('--ratio', `${width} / ${height}`);
}

function painted(image, look, looks, page, way) {
  const { restyle, words } = look;
  const picture = frameOf(image, words, restyle, look.state);
  const isDone = isPainted(restyle);
  const shown = isCompared(look, way) ? compared(image, picture, look, way, page) : picture;
  const others = looks.filter((one) => one !== look && isThere(one));
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
      h('strong', {}, words),
      ...about(restyle),
      h(
        'span',
        { class: 'frame-tools' },
        isDone && others.length > 1 && compareWith(others, way.other.key, way.compareWith),
        isDone && [sideBySide(way), expand(image, looks, look.key, 'restyle-expand'), downloadOf(image, restyle)],
        removal(look, page),
      ),
    ),
  );
}

function compared(image, picture, look, way, page) {
  const { other } = way;
  const left = other.restyle ? frameOf(image, other.words, other.restyle) : pictureFrame(image, page);
  const both = compare(left, picture, { before: other.words, after: look.words, at: way.at, moved: way.keep });
  proportion(both, image);
  return both;
}

function sideBySide({ isSideBySide, change }) {
  const words = isSideBySide ? 'On top of each other' : 'Side by side';
  return button([icon('compare'), words], { class: 'button quiet small', 'data-test': 'side-by-side' }, () =>
    change({ isSideBySide: !isSideBySide }),
  );
}

const removal = ({ restyle, words }, page) =>
  button(
    [icon('trash'), 'Delete', h('span', { class: 'sr' }, ` ${words}`)],
    { class: 'button quiet small', 'data-test': 'restyle-delete' },
    () => page.removeRestyle(restyle.id, words),
  );

const altOf = (image, words) => `${fileName(image)}, restyled as ${words}`;

function frameOf(image, words, restyle, state = '') {
  const picture = h('span', { class: 'thumb' }, pictureOf(image, words, restyle, state));
  proportion(picture, image);
  return picture;
}

function pictureOf(image, words, restyle, state) {
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
  if (!isPainted(restyle)) {
    const why = restyle.waitsForDescription && h('small', {}, 'Painted after the new description.');
    return h('span', { class: 'blank waiting' }, h('span', {}, state), why);
  }
  const img = h('img', { alt: altOf(image, words), decoding: 'async', draggable: 'false' });
  api.showImage(img, restyle.url);
  return img;
}

const ALL_PAINTED = 'Painted by a machine. It does not show the product as it is.';
const PRODUCT_KEPT = 'The background is painted by a machine. The product is as in the original.';

/** Says that a restyle is art, not a photo of the product, and how it was made. */
function about(restyle) {
  const facts = factsOf(restyle);
  return [
    h('span', { class: 'art', title: restyle.keep ? PRODUCT_KEPT : ALL_PAINTED }, 'Art'),
    (isPainted(restyle) || facts) && h('span', { class: 'frame-facts' }, facts),
  ].filter(Boolean);
}

function smallOf(restyle) {
  if (restyle.status === 'failed') return h('span', { class: 'thumb' }, blank(icon('warn')));
  return isPainted(restyle) ? smallPicture(restyle.url) : h('span', { class: 'thumb' }, blank(null, 'waiting'));
}

const blank = (content, state = '') => h('span', { class: `blank ${state}` }, content);
