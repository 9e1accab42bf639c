/** The product that a picture shows: its SKU, its other photos, and what they disagree on. */
import * as api from './api.js';
import { newKey, outcomeWords, runBulk } from './bulk.js';
import { button, h } from './dom.js';
import { drafted } from './drafts.js';
import { icon } from './icons.js';
import { mainPlace, numbered } from './main-photo.js';
import { galleryHref, pictureHref } from './router.js';
import { attempt, toast } from './say.js';
import { section } from './section.js';
import { surely, takeBack } from './take-back.js';
import { thumb } from './thumb.js';
import { undoable } from './undo.js';
import { fileName } from './words.js';

/** A product's list follows its pictures a moment later, so it is read again now and then. */
const FRESH_MS = 3000;

/** The drafts of the form's fields. */
const DRAFTS = ['product sku', 'product position', 'product handle'];

export function productSection(page) {
  const state = { editing: DRAFTS.some((name) => page.drafts.get(name) !== null), product: null, of: null, imageId: null, readAt: 0 };
  let redraw = () => {};

  /** Reads the product, when the picture's place in it has changed or some time has passed. */
  async function read(image) {
    const of = JSON.stringify([image.product, image.lockedProduct, image.title, image.lastCorrection]);
    const isKnown = of === state.of && image.imageId === state.imageId;
    if (isKnown && (!image.product || Date.now() - state.readAt < FRESH_MS)) return;
    Object.assign(state, { of, imageId: image.imageId, readAt: Date.now() });
    const product = await api.product(image.imageId).catch(() => null);
    const isCurrent = of === state.of && image.imageId === state.imageId;
    if (!product || !isCurrent || JSON.stringify(product) === JSON.stringify(state.product)) return;
    const isFirst = state.product === null;
    state.product = product;
    if (isFirst || !state.editing) redraw();
  }

  const inner = section(
    { title: 'Product', test: 'product' },
    (i) => [i.imageId, i.product, i.lockedProduct],
    (image, again) => {
      redraw = again;
      const edit = (editing) => {
        if (!editing) for (const name of DRAFTS) page.drafts.put(name, null);
        state.editing = editing;
        redraw();
      };
      return state.editing ? [form(image, state.product, page, edit)] : render(image, state.product, { page, edit });
    },
  );
  return {
    element: inner.element,
    update(image) {
      inner.update(image);
      read(image);
    },
  };
}

function render(image, product, ask) {
  return [
    h(
      'p',
      { class: 'product-name' },
      image.product ? named(image, product) : 'A product of its own',
      editButton(ask),
      unlock(image, ask),
    ),
    product && handleLine(product),
    image.product && product?.pictures.length > 1 && photos(image, product),
    mainButton(image, product, ask),
    ...(product?.conflicts ?? []).map((one) => conflict(one, ask)),
  ];
}

function named({ imageId, product: place }, product) {
  const at = product?.pictures.findIndex((one) => one.imageId === imageId) ?? -1;
  const link = h(
    'a',
    { href: galleryHref({ product: place.sku }), 'data-test': 'product-sku' },
    place.sku,
  );
  const count = product?.pictures.length;
  const words = at < 0 ? null : ` photo ${at + 1} of ${count}`;
  return [link, words && h('span', { class: 'hint', 'data-test': 'product-place' }, words)];
}

const handleLine = ({ handle, lockedHandle }) =>
  h(
    'p',
    { class: 'hint product-sku', 'data-test': 'product-handle' },
    `Handle in the shop: ${handle}${lockedHandle ? ', as you said' : ''}`,
  );

const photos = (image, { pictures }) =>
  h('ul', { class: 'product-photos' }, pictures.map((one) => photo(one, one.imageId === image.imageId)));

const photo = (picture, current) =>
  h(
    'li',
    {},
    h(
      'a',
      {
        href: pictureHref(picture.imageId),
        title: fileName(picture),
        'aria-label': fileName(picture),
        'aria-current': current ? 'true' : null,
        'data-test': 'product-photo',
        'data-key': picture.imageId,
      },
      thumb(picture, { size: 256, alt: '' }),
    ),
  );

/** For a picture that is not the first of its product. */
function mainButton(image, product, { page }) {
  const at = product?.pictures.findIndex((one) => one.imageId === image.imageId) ?? -1;
  if (!image.product || at < 1) return null;
  const looks = { class: 'button small', 'data-test': 'product-make-main' };
  return button('Make it the main photo', looks, () => makeMain(image, page));
}

/** The others' places are read now: another photo may have become the main one. */
async function makeMain({ imageId, product: { sku } }, page) {
  const words = `The main photo of ${sku}`;
  let product = null;
  if (!(await attempt(async () => (product = await api.product(imageId))))) return;
  const { position, order } = mainPlace(product.pictures, imageId);
  if (order) await reorder(order, sku, words, page);
  else await page.correct(() => api.putProduct(imageId, { sku, position }), words);
}

async function reorder(ids, sku, words, page) {
  const key = newKey();
  const send = surely(api.bulk, { action: 'group' });
  let outcome = { done: [], corrected: [], refused: [] };
  await page.act(async () => (outcome = await runBulk({ ids }, numbered(sku, ids), { key, send })), null);
  if (outcome.done.length === 0) {
    if (outcome.refused.length > 0) toast(outcomeWords('moved', outcome), { bad: true });
    return;
  }
  if (outcome.corrected.length === 0) {
    toast(words);
    return;
  }
  const undo = { action: 'undo', order: key };
  undoable(outcome.refused.length > 0 ? outcomeWords('moved', outcome) : words, () =>
    takeBack(outcome.corrected, undo, { send: api.bulk }, () => page.act(async () => {}, null)),
  );
}

const conflict = ({ fact, values }, { page }) =>
  h(
    'p',
    { class: 'product-conflict', 'data-test': 'product-conflict', 'data-key': fact },
    icon('warn'),
    `Its photos disagree on ${fact === 'title' ? 'the title' : page.questions.title(fact)}: ${values.map((one) => one.value).join(' or ')}. Exports say ${values[0].value}.`,
  );

function editButton({ edit }) {
  const looks = {
    class: 'icon-button small',
    'aria-label': 'Change the product',
    title: 'Change the product',
    'data-test': 'product-edit',
  };
  return button(icon('edit'), looks, () => {
    edit(true);
    document.getElementById('product-sku').focus();
  });
}

/** Shows that a person said so, and lets the file's name say it again. */
function unlock(image, { page }) {
  if (!image.lockedProduct) return null;
  const looks = {
    class: 'link by-person',
    title: 'You set this. Vitrine does not change it.',
    'data-test': 'product-unlock',
  };
  return button('Go by the file name', looks, () =>
    page.correct(() => api.putProduct(image.imageId, null), 'The file name decides the product again'),
  );
}

function form(image, product, page, edit) {
  const field = (attributes, value) =>
    h('input', { class: 'input', autocomplete: 'off', value: value ?? '', ...attributes });
  const sku = field(
    { id: 'product-sku', maxlength: 100, 'aria-label': 'SKU', placeholder: 'SKU, or empty: a product of its own', 'data-test': 'product-sku-input' },
    image.product?.sku,
  );
  const position = field(
    { type: 'number', min: 0, max: 999, 'aria-label': 'Position among its photos', placeholder: 'Position', 'data-test': 'product-position-input' },
    image.product?.position,
  );
  const known = product?.lockedHandle ? product.handle : '';
  const handle = field(
    { maxlength: 255, 'aria-label': 'Handle in the shop', placeholder: `Handle, or empty: ${product?.handle ?? 'made of the SKU'}`, 'data-test': 'product-handle-input' },
    known,
  );
  const before = [sku.value, position.value].join();
  const save = async () => {
    const isPlaced = before === [sku.value, position.value].join() || (await keepPlace(image, sku, position, page));
    const wanted = handle.value.trim();
    if (isPlaced && (wanted === known || (await keepHandle(image, wanted, page)))) edit(false);
  };
  const cancel = () => {
    const typed = DRAFTS.map((name) => [name, page.drafts.get(name)]);
    edit(false);
    if (typed.every(([, words]) => words === null)) return;
    const run = async () => {
      for (const [name, words] of typed) page.drafts.put(name, words);
      edit(true);
      document.getElementById('product-sku')?.focus();
    };
    toast('Product not changed', { action: { label: 'Go on editing', run } });
  };
  const element = h(
    'form',
    { class: 'product-form', 'data-test': 'product-form' },
    [sku, position, handle].map((one, at) => drafted(one, DRAFTS[at], page.drafts)),
    h(
      'div',
      { class: 'panel-actions' },
      h('button', { class: 'button primary small', 'data-test': 'product-save' }, 'Keep'),
      button('Cancel', { class: 'button quiet small', 'data-test': 'product-cancel' }, cancel),
    ),
  );
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    save();
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    cancel();
  });
  return element;
}

function keepPlace(image, sku, position, page) {
  const name = sku.value.trim();
  const wanted = name ? { sku: name } : {};
  if (name && position.value !== '') wanted.position = Number(position.value);
  const words = name ? `In the product ${name}` : 'In no product';
  return page.correct(() => api.putProduct(image.imageId, wanted), words);
}

/** Gives the product a handle, or takes it back, which may be another picture's. */
function keepHandle({ imageId }, handle, page) {
  const words = handle ? `Handle ${handle}` : 'The handle is made of the SKU again';
  const change = () => api.putHandle(imageId, handle || null);
  return handle ? page.correct(change, words) : page.act(change, words);
}
