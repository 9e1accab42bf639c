/** Starts the page and joins its parts. */
import * as api from './api.js';
import { showAbout } from './about.js';
import { askBeforeLeaving } from './leaving.js';
import { BinView } from './bin.js';
import { BulkBar } from './bulk-bar.js';
import { byId, fill, h, setWords } from './dom.js';
import { dragSelect } from './drag-select.js';
import { Drafts } from './drafts.js';
import { DuplicatesView } from './duplicates.js';
import { tellAtTheEnd } from './end-notice.js';
import { exportsMenu } from './exports.js';
import { watch } from './feed.js';
import { Filters } from './filters.js';
import { whileTrying } from './error-words.js';
import { focusHeading, guardFocus } from './focus.js';
import { Gallery } from './gallery.js';
import { galleryKeys } from './gallery-keys.js';
import { goToMenu } from './go-to.js';
import { arrivalStyles, intake } from './intake.js';
import { storageOf } from './kept.js';
import { LaterLooks } from './later-looks.js';
import { LooksLike } from './looks-like.js';
import { PictureView } from './picture.js';
import { keepPlace, placeKept } from './place.js';
import { ProductsView } from './products.js';
import { Questions } from './questions.js';
import { Review } from './review.js';
import { follow, galleryHref, place } from './router.js';
import { Selection } from './selection.js';
import { SellersStorage } from './sellers-storage.js';
import { enter, signedIn } from './sign-in.js';
import { handedOver, watchSession } from './signed-out.js';
import { readStyles } from './styles.js';
import { countInTab, nameTab } from './tab-title.js';
import { Tray } from './tray.js';
import { undoByKey } from './undo.js';
import { Uploads } from './uploads.js';
import { viewsMenu } from './views-menu.js';
import { VocabularyView } from './vocabulary.js';
import { WebhooksView } from './webhooks.js';
import { welcome } from './welcome.js';

/** Between two questions to a server that cannot be reached when the page is opened. */
const AGAIN_MS = 3000;
/** Cards before a place from which on the list is entered at it, instead of being read up to it. */
const FAR = 300;

guardFocus();
const uploads = new Uploads();
const filters = new Filters(api.selection, (filter) => gallery.loadedOf(filter));
const questions = new Questions();
const selection = new Selection();
const previewOf = (imageId) => uploads.previewOf(imageId);
const gallery = new Gallery({
  root: byId('gallery'),
  end: byId('gallery-end'),
  previewOf,
  selection,
});
gallery.addEventListener('change', () => filters.drawTotal());
const looksLike = new LooksLike(byId('looks-like'), selection);
const feed = watch(uploads, { pictures: onPictures, reach: onReach });
/** Kept for as long as the tab is open, also while it is reloaded. */
const ofTab = new SellersStorage(storageOf('sessionStorage'), signedIn);
const drafts = new Drafts(ofTab);
let views;
let current = 'gallery';
let lastPicture = null;
let scrolled = 0;
let countsAsked = false;
/** Counts the addresses that were shown. */
let turn = 0;
const laterLooks = new LaterLooks(readAgain);
/** In which restyles are painted; empty until they are read. */
const styles = [];
start();

/** Asks who serves the page, signs the seller in where that is wanted, and shows the first view. */
async function start() {
  const [about] = await Promise.all([readAbout(), readStyles(styles).catch(() => {})]);
  await enter(about.signIn, handedOver).catch((error) => {
    byId('offline').hidden = false;
    byId('offline').textContent = `Nobody could be signed in: ${error.message}`;
    throw error;
  });
  views = {
    picture: new PictureView(byId('picture-view'), {
      about,
      styles,
      loadStyles,
      questions,
      gallery,
      drafts,
      previewOf,
      valuesOf: (name) => filters.valuesOf(name),
      changed,
    }),
    review: new Review(byId('review-view'), { about, questions, changed }),
    vocabulary: new VocabularyView(byId('vocabulary-view'), { questions, drafts, changed }),
    duplicates: new DuplicatesView(byId('duplicates-view'), { gallery, changed }),
    products: new ProductsView(byId('products-view'), { questions, changed }),
    bin: new BinView(byId('bin-view'), { gallery, changed }),
    webhooks: new WebhooksView(byId('webhooks-view')),
    unknown: unknownView(byId('unknown-view')),
  };
  fillFrame(about);
  follow(show);
  feed.poke();
}

/** Asks until there is an answer: nobody knows before where the models are, and whether to sign in. */
async function readAbout() {
  for (;;) {
    try {
      return await api.about();
    } catch (error) {
      onReach(error);
      await new Promise((later) => setTimeout(later, AGAIN_MS));
    }
  }
}

const offerStyles = () => arrivalStyles(styles, uploads.styles, ofTab, loadStyles);
const loadStyles = () => readStyles(styles).then(offerStyles);

/** Fills what surrounds the views, and connects it: header, menus, the bar of actions, keys, the tray. */
function fillFrame(about) {
  const local = about.mode === 'local';
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('content').focus();
  });
  askBeforeLeaving(() => uploads.isSending() || views.vocabulary.hasChanges);
  keepPlace(() => (place().view === 'gallery' ? gallery.place() : null));
  showAbout(about, questions);
  welcome(byId('welcome'), { local, take });
  offerStyles();
  intake(take);
  exportsMenu({ filter: () => (place().view === 'gallery' ? place().filter : {}), local, changed });
  viewsMenu(() => place().filter);
  goToMenu({ gallery, at: () => place().at, go: goTo });
  new BulkBar(byId('bulk'), { selection, gallery, filters, questions, styles, loadStyles, drafts: drafts.of('selected'), changed, local });
  dragSelect({ root: byId('gallery-view'), grid: gallery.grid, selection });
  galleryKeys({ gallery, selection });
  undoByKey();
  watchSession(changed);
  uploads.addEventListener('sent', feed.poke);
  new Tray(byId('tray'), uploads, { poke: feed.poke, changed });
  countInTab(uploads);
  tellAtTheEnd(uploads);
  uploads.goOn();
}

function changed() {
  feed.poke();
  loadCounts();
  views.bin.refresh();
}

function take(files, unreadable = []) {
  if (files.length > 0) uploads.add(files);
  if (unreadable.length > 0) uploads.refuse(unreadable);
  feed.poke();
}

function onPictures(firstPage, countsChanged) {
  if (!gallery.filtered) gallery.merge(firstPage).catch(() => {});
  else if (countsChanged || !gallery.loaded) gallery.refresh(!gallery.loaded);
  if (countsChanged) loadCounts();
  showEmptiness();
}

function onReach(error) {
  if (!error) uploads.reached();
  const notice = byId('offline');
  // Who is signed out is told so, and asked to sign in.
  notice.hidden = !error || error.code === 'SIGNED_OUT';
  setWords(notice, error ? whileTrying(error.message) : '');
}

/** Reads the counts; after a change reads them again, when they should include it. */
function loadCounts() {
  readCounts();
  if (countsAsked) laterLooks.changed();
  countsAsked = true;
}

function readAgain() {
  readCounts();
  if (gallery.filtered) gallery.refresh();
  looksLike.refresh();
}

function readCounts() {
  filters.refresh();
  Promise.all([api.facets(), api.counts()])
    .then(([facets, counts]) => filters.learn(facets, counts))
    .catch(() => {});
}

function showEmptiness() {
  const inGallery = place().view === 'gallery';
  const empty = gallery.loaded && gallery.images.length === 0 && !gallery.filtered;
  byId('welcome').hidden = !(inGallery && empty);
  byId('gallery-view').hidden = !inGallery || empty;
  byId('filters').hidden = empty;
  byId('filters-open').hidden = empty;
  byId('exports').hidden = empty;
}

/** Forgets pictures that were selected one by one: actions know only those that are loaded. */
function forgetSome() {
  if (!selection.filter) selection.clear();
}

/** Enters the gallery at a month or a file's name; null is its beginning. */
function goTo(to) {
  const { filter, at } = place();
  if (to === at) {
    // The address does not change, but more may be loaded, or the list be entered at another place.
    scrollTo(0, 0);
    forgetSome();
    gallery.showAgain();
  } else location.hash = galleryHref(filter, to);
}

async function show({ view, imageId, filter, at }) {
  if (!byId('gallery-view').hidden) scrolled = scrollY;
  turn += 1;
  const before = current;
  current = view;
  for (const link of document.querySelectorAll('[data-view]')) {
    const here = link.dataset.view === (view === 'picture' ? 'gallery' : view);
    if (here) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else link.removeAttribute('aria-current');
  }
  if (before !== 'gallery' && before !== view) views[before].hide();
  showEmptiness();
  if (view === 'picture') lastPicture = imageId;
  if (view !== 'gallery') {
    if (before !== view || view === 'picture') scrollTo(0, 0);
    await views[view].show(imageId);
    return;
  }
  nameTab('Vitrine');
  filters.show(filter);
  await showGallery({ filter, at }, before);
}

/** Shows the gallery at the place that the seller left it at. */
async function showGallery({ filter, at }, before) {
  const mine = turn;
  const isLeft = () => mine !== turn;
  const kept = placeKept();
  const isSame = gallery.shows(filter, at);
  if (!gallery.isOf(filter)) selection.clear();
  if (!isSame) forgetSome();
  if (isSame) scrollTo(0, scrolled);
  else if (!kept) scrollTo(0, 0);
  looksLike.show(filter);
  const isFar = kept?.near && (at || kept.index >= FAR);
  views.picture.comeBackTo(filter, at);
  await gallery.show(filter, { at, near: isFar ? kept.near : null });
  showEmptiness();
  if (kept && !isSame) await comeBack(kept, isFar, isLeft);
  if (isLeft()) return;
  if (before === 'picture' && !gallery.focusCard(lastPicture)) focusHeading();
}

/** @param {() => boolean} isLeft whether another address is shown meanwhile, which is not to be scrolled */
async function comeBack(kept, isFar, isLeft) {
  const isThere = isFar || (!isLeft() && (await gallery.loadUpTo(kept.imageId)));
  if (isLeft()) return;
  if (isThere) gallery.grid.scrollTo(kept);
  if (isFar) await gallery.earlier();
}

function unknownView(root) {
  return {
    show() {
      root.hidden = false;
      nameTab('Nothing here · Vitrine');
      const back = h('a', { class: 'button', href: galleryHref() }, 'All pictures');
      fill(root, [
        h('h1', { tabindex: '-1' }, 'There is nothing at this address'),
        h('p', { class: 'hint' }, 'It may be mistyped, or of another version of Vitrine.'),
        back,
      ]);
    },
    hide() {
      root.hidden = true;
    },
  };
}
