/** Starts the page and joins its parts. */
import * as api from './api.js';
import { showAbout } from './about.js';
import { byId } from './dom.js';
import { watch } from './feed.js';
import { Filters } from './filters.js';
import { Gallery } from './gallery.js';
import { arrivalStyles, intake } from './intake.js';
import { PictureView } from './picture.js';
import { follow, place } from './router.js';
import { enter } from './sign-in.js';
import { Tray } from './tray.js';
import { Uploads } from './uploads.js';
import { welcome } from './welcome.js';

const uploads = new Uploads();
const filters = new Filters();
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
const picture = new PictureView(byId('picture-view'), {
  about,
  styles,
  gallery,
  previewOf,
  valuesOf: (name) => filters.valuesOf(name),
  changed() {
    feed.poke();
    loadFacets();
  },
});
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
  const inGallery = place().imageId === null;
  const empty = gallery.loaded && gallery.images.length === 0 && !gallery.filtered;
  byId('welcome').hidden = !(inGallery && empty);
  byId('gallery-view').hidden = !inGallery || empty;
  byId('filters').hidden = empty;
  byId('filters-open').hidden = empty;
}

async function show({ imageId, filter }) {
  const leaving = !byId('gallery-view').hidden;
  if (imageId) {
    if (leaving) scrolled = scrollY;
    byId('gallery-view').hidden = true;
    byId('welcome').hidden = true;
    picture.show(imageId);
    scrollTo(0, 0);
    return;
  }
  const back = picture.hide();
  document.title = 'Vitrine';
  filters.show(filter);
  showEmptiness();
  if (back) scrollTo(0, scrolled);
  await gallery.show(filter);
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
uploads.addEventListener('sent', feed.poke);
new Tray(byId('tray'), uploads, feed.poke);
follow(show);
feed.poke();
