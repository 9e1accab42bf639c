/** Starts the page and joins its parts. */
import * as api from './api.js';
import { showAbout } from './about.js';
import { byId } from './dom.js';
import { exportsMenu } from './exports.js';
import { watch } from './feed.js';
import { Filters } from './filters.js';
import { Gallery } from './gallery.js';
import { arrivalStyles, intake } from './intake.js';
import { PictureView } from './picture.js';
import { Questions } from './questions.js';
import { Review } from './review.js';
import { follow, place } from './router.js';
import { enter } from './sign-in.js';
import { Tray } from './tray.js';
import { Uploads } from './uploads.js';
import { VocabularyView } from './vocabulary.js';
import { welcome } from './welcome.js';

const uploads = new Uploads();
const filters = new Filters();
const questions = new Questions();
const previewOf = (imageId) => uploads.previewOf(imageId);
const gallery = new Gallery({ root: byId('gallery'), end: byId('gallery-end'), previewOf });
const feed = watch(uploads, { pictures: onPictures, reach: onReach });
const [about, styles] = await Promise.all([
  api.about().catch(() => ({ models: [] })),
  api.styles().catch(() => []),
]);
await enter(about.signIn).catch((error) => {
  byId('offline').hidden = false;
  byId('offline').textContent = `Nobody could be signed in: ${error.message}`;
  throw error;
});
function changed() {
  feed.poke();
  loadFacets();
}
const views = {
  picture: new PictureView(byId('picture-view'), {
    about,
    styles,
    questions,
    gallery,
    previewOf,
    valuesOf: (name) => filters.valuesOf(name),
    changed,
  }),
  review: new Review(byId('review-view'), { questions, changed }),
  vocabulary: new VocabularyView(byId('vocabulary-view'), { questions, changed }),
};
let current = 'gallery';
let scrolled = 0;

function take(files) {
  uploads.add(files);
  feed.poke();
}

function onPictures(firstPage, settledChanged) {
  if (!gallery.filtered) gallery.merge(firstPage);
  else if (settledChanged || !gallery.loaded) gallery.refresh(!gallery.loaded);
  if (settledChanged) loadFacets();
  showEmptiness();
}

function onReach(error) {
  const notice = byId('offline');
  notice.hidden = !error;
  notice.textContent = error ? `${error.message} Trying again.` : '';
}

function loadFacets() {
  api
    .facets()
    .then((facets) => filters.learn(facets))
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

async function show({ view, imageId, filter }) {
  if (!byId('gallery-view').hidden) scrolled = scrollY;
  const before = current;
  current = view;
  for (const link of document.querySelectorAll('[data-view]')) {
    const here = link.dataset.view === (view === 'picture' ? 'gallery' : view);
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (before !== 'gallery' && before !== view) views[before].hide();
  showEmptiness();
  if (view !== 'gallery') {
    if (before !== view || view === 'picture') scrollTo(0, 0);
    await views[view].show(imageId);
    return;
  }
  document.title = 'Vitrine';
  filters.show(filter);
  if (before === 'picture') scrollTo(0, scrolled);
  await gallery.show(filter);
  views.picture.comeBackTo(filter);
  showEmptiness();
}

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('content').focus();
});
addEventListener('beforeunload', (event) => uploads.isSending() && event.preventDefault());
showAbout(about);
welcome(byId('welcome'), { local: about.mode === 'local', take });
arrivalStyles(styles, uploads.styles);
intake(take);
exportsMenu(() => (place().view === 'gallery' ? place().filter : {}));
uploads.addEventListener('sent', feed.poke);
new Tray(byId('tray'), uploads, feed.poke);
follow(show);
feed.poke();
