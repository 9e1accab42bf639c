/** One picture, and all that is known about it. */
import * as api from './api.js';
import { alsoHereSection } from './also-here.js';
import { attributesSection } from './attributes.js';
import { button, fill, h } from './dom.js';
import { colorsSection, factsSection } from './facts.js';
import { icon } from './icons.js';
import { Poller } from './poller.js';
import { productSection } from './product.js';
import { promptSection } from './prompt.js';
import { binHref, galleryHref, pictureHref } from './router.js';
import { attempt } from './say.js';
import { cardStage, stage } from './stage.js';
import { nameTab } from './tab-title.js';
import { tagsSection } from './tags.js';
import { textsSection } from './texts.js';
import { dangerSection, nextStepSection, troubleSection } from './trouble.js';
import { again, takeOneBack } from './take-back.js';
import { undoable } from './undo.js';
import { waitingSection } from './waiting.js';
import { fileName, isSettled } from './words.js';
import { workflowSection } from './workflow.js';

const BUSY = { soonest: 600, latest: 3000 };
const IDLE = { soonest: 5000, latest: 20000 };
/** What the pictures beside one are, by the gallery's order; newest first they are newer and older. */
const NEIGHBOURS = {
  oldest: ['Older', 'Newer'],
  name: ['Previous', 'Next'],
  '-name': ['Previous', 'Next'],
};

export class PictureView {
  #imageId = null;
  #image = null;
  #execution = null;
  #parts = [];
  /** Ids of the pictures beside this one, for as long as the gallery does not list it. */
  #beside = {};
  #header = h('header', { class: 'picture-head' });
  #poller = null;
  #back = galleryHref();

  /**
   * @param {HTMLElement} root
   * @param {object} page `{about, styles, questions, gallery, previewOf, valuesOf(attribute),
   *     changed()}`
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    addEventListener('keydown', (event) => this.#keys(event));
    page.gallery.addEventListener('change', () => this.#drawHead());
  }

  show(imageId) {
    if (imageId === this.#imageId) return;
    this.#leave();
    this.#imageId = imageId;
    this.root.hidden = false;
    const known = this.page.gallery.images.find((image) => image.imageId === imageId);
    this.#drawHead();
    const loading = h('p', { class: 'loading' }, 'Loading the picture');
    fill(this.root, [this.#header, known && cardStage(known, this.page), loading]);
    this.#findNeighbours(imageId);
    this.#watch(imageId);
    this.page.questions.load().then(() => this.#image && this.#learn(this.#image));
  }

  #watch(imageId) {
    this.#poller?.stop();
    this.#poller = new Poller(
      () => this.#look(imageId),
      () => (this.#busy() ? BUSY : IDLE),
    );
    this.#poller.poke();
  }

  hide() {
    this.#leave();
    this.root.hidden = true;
  }

  /** Sets the gallery's filter and month to which the link `All pictures` leads back. */
  comeBackTo(filter, at) {
    this.#back = galleryHref(filter, at);
  }

  #leave() {
    this.#poller?.stop();
    this.#imageId = null;
    this.#image = null;
    this.#execution = null;
    this.#parts = [];
    this.#beside = {};
    this.root.replaceChildren();
  }

  /** Loads more of the gallery at its first and last loaded cards; asks the API for a picture it does not list. */
  async #findNeighbours(imageId) {
    const { gallery } = this.page;
    const listed = gallery.images.findIndex((image) => image.imageId === imageId);
    if (listed >= 0) {
      if (listed === 0) await gallery.earlier();
      if (listed === gallery.images.length - 1) await gallery.more();
      return;
    }
    const beside = await api.neighbours(imageId).catch(() => ({}));
    if (imageId !== this.#imageId) return;
    this.#beside = beside;
    this.#drawHead();
  }

  #neighbours() {
    const { previous, next } = this.page.gallery.neighbours(this.#imageId);
    return {
      previous: previous?.imageId ?? this.#beside.newer,
      next: next?.imageId ?? this.#beside.older,
    };
  }

  #busy() {
    if (!this.#image) return true;
    const painting = (this.#image.restyles ?? []).some(
      (r) => !['done', 'failed'].includes(r.status),
    );
    return !isSettled(this.#image) || painting || this.#execution?.status === 'running';
  }

  async #look(imageId) {
    const before = JSON.stringify([this.#image, this.#execution]);
    let image;
    try {
      image = await api.image(imageId);
    } catch (error) {
      if (imageId === this.#imageId && error.status === 404) this.#missing();
      else if (imageId === this.#imageId && !this.#image) this.#unreachable(error);
      return false;
    }
    // The picture itself is fetched while the execution is read.
    if (imageId === this.#imageId && !this.#image) this.#learn(image);
    const execution = await api.execution(imageId).catch(() => null);
    if (imageId !== this.#imageId) return false;
    this.#execution = execution ?? this.#execution;
    this.#learn(image);
    return JSON.stringify([image, this.#execution]) !== before;
  }

  #learn(image) {
    this.#image = image;
    nameTab(`${fileName(image)} · Vitrine`);
    if (this.#parts.length === 0) this.#build();
    this.#drawHead();
    for (const part of this.#parts) part.update(image, this.#execution);
  }

  #build() {
    const page = {
      ...this.page,
      act: (...args) => this.#act(...args),
      correct: (...args) => this.#correct(...args),
      remove: () => this.#delete(),
      removeRestyle: (...args) => this.#deleteRestyle(...args),
    };
    const look = stage(page);
    const says = [
      waitingSection,
      troubleSection,
      nextStepSection,
      textsSection,
      productSection,
      attributesSection,
      tagsSection,
      colorsSection,
      promptSection,
      factsSection,
      dangerSection,
    ].map((part) => part(page));
    const path = workflowSection(page);
    const also = alsoHereSection(page);
    this.#parts = [look, ...says, path, also];
    const [waiting, trouble, next, ...values] = says.map((part) => part.element);
    fill(this.root, [
      this.#header,
      waiting,
      trouble,
      next,
      h(
        'div',
        { class: 'picture-columns' },
        look.element,
        h('div', { class: 'picture-values' }, values),
      ),
      also.element,
      path.element,
    ]);
    this.#header.querySelector('h1').focus({ preventScroll: true });
  }

  #drawHead() {
    if (!this.#imageId) return;
    const { previous, next } = this.#neighbours();
    const step = (imageId, name, words) =>
      imageId &&
      h(
        'a',
        {
          class: 'icon-button',
          href: pictureHref(imageId),
          'aria-label': words,
          title: words,
          'data-test': `${name}-picture`,
        },
        icon(name === 'previous' ? 'back' : 'next'),
      );
    const [before, after] = NEIGHBOURS[this.page.gallery.filter.sort] ?? ['Newer', 'Older'];
    fill(this.#header, [
      h(
        'a',
        { class: 'back', href: this.#back, 'data-test': 'back' },
        icon('back'),
        'All pictures',
      ),
      h(
        'h1',
        { tabindex: '-1', 'data-test': 'picture-name' },
        this.#image ? fileName(this.#image) : 'Picture',
      ),
      h(
        'nav',
        { class: 'steps', 'aria-label': 'Neighbouring pictures' },
        step(previous, 'previous', `${before} picture`),
        step(next, 'next', `${after} picture`),
      ),
    ]);
  }

  /** Says that there is no such picture: it was deleted, or its event has not arrived yet. */
  #missing() {
    this.#parts = [];
    this.#image = null;
    const again = button('Look again', { 'data-test': 'look-again' }, () => this.#poller.poke());
    fill(this.root, [
      this.#header,
      h(
        'div',
        { class: 'nothing', 'data-test': 'missing' },
        h(
          'p',
          {},
          'There is no such picture here. It may just be arriving, or it has been deleted.',
        ),
        again,
        h('a', { class: 'button', href: binHref() }, 'Look into the bin'),
      ),
    ]);
  }

  #unreachable(error) {
    const again = button('Try again', { 'data-test': 'picture-retry' }, () => this.#poller.poke());
    fill(this.root, [
      this.#header,
      h('div', { class: 'notice bad', role: 'alert', 'data-test': 'picture-error' }, h('p', {}, error.message), again),
    ]);
  }

  /** Runs an action of the seller's and shows the picture as it is afterwards. */
  async #act(action, success) {
    const imageId = this.#imageId;
    const succeeded = await attempt(action, success);
    const image = succeeded ? await api.image(imageId).catch(() => null) : null;
    if (image && imageId === this.#imageId) this.#learn(image);
    this.#poller?.poke();
    if (succeeded) this.page.changed();
    return succeeded;
  }

  /** Makes a correction, which can be undone. @returns whether it succeeded */
  async #correct(correction, words) {
    const imageId = this.#imageId;
    let corrected = null;
    const succeeded = await this.#act(async () => (corrected = await correction()), null);
    const made = corrected?.lastCorrection;
    const undo = () => takeOneBack(() => api.undo(imageId, made), () => api.image(imageId));
    if (succeeded && made) this.#offerUndo(imageId, words, undo);
    return succeeded;
  }

  async #deleteRestyle(restyleId, name) {
    const imageId = this.#imageId;
    const deleted = await this.#act(() => api.deleteRestyle(imageId, restyleId), null);
    const undo = () => again(() => api.restoreRestyle(imageId, restyleId));
    if (deleted) this.#offerUndo(imageId, `${name} deleted`, undo);
  }

  /** @param {() => Promise<object>} undo answers with the picture as it is then */
  #offerUndo(imageId, words, undo) {
    undoable(words, async () => {
      const image = await undo();
      if (imageId === this.#imageId) this.#learn(image);
      this.page.changed();
    });
  }

  async #delete() {
    const imageId = this.#imageId;
    await this.#poller.stop(); // A look after it would find no picture.
    if (await attempt(() => api.remove(imageId))) this.#deleted(imageId);
    else if (imageId === this.#imageId) this.#watch(imageId);
  }

  #deleted(imageId) {
    this.page.gallery.forget(imageId);
    this.page.changed();
    undoable('Picture deleted', async () => {
      await api.restore(imageId);
      await this.page.gallery.reload();
      this.page.changed();
    });
    if (imageId === this.#imageId) location.hash = this.#back;
  }

  #keys(event) {
    const busy = event.target.closest?.('input, select, textarea, dialog, details, [role=slider]');
    // With a dialog open, no key means the page under it, wherever the focus is.
    if (!this.#imageId || busy || document.querySelector('dialog[open]')) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { previous, next } = this.#neighbours();
    const target = { ArrowLeft: previous, ArrowRight: next }[event.key];
    if (target) location.hash = pictureHref(target);
    if (event.key === 'Escape') location.hash = this.#back;
  }
}
