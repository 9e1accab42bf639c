/** One picture, and all that is known about it. */
import * as api from './api.js';
import { attributesSection } from './attributes.js';
import { button, fill, h } from './dom.js';
import { colorsSection, factsSection } from './facts.js';
import { icon } from './icons.js';
import { Poller } from './poller.js';
import { promptSection } from './prompt.js';
import { galleryHref, pictureHref } from './router.js';
import { attempt, toast } from './say.js';
import { stage } from './stage.js';
import { tagsSection } from './tags.js';
import { textsSection } from './texts.js';
import { dangerSection, troubleSection } from './trouble.js';
import { fileName, isSettled } from './words.js';
import { workflowSection } from './workflow.js';

const BUSY = { soonest: 600, latest: 3000 };
const IDLE = { soonest: 5000, latest: 20000 };

export class PictureView {
  #imageId = null;
  #image = null;
  #execution = null;
  #parts = [];
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
  }

  show(imageId) {
    if (imageId === this.#imageId) return;
    this.#leave();
    this.#imageId = imageId;
    this.root.hidden = false;
    const known = this.page.gallery.images.find((image) => image.imageId === imageId);
    if (known) this.#learn(known);
    else fill(this.root, [this.#head(), h('p', { class: 'loading' }, 'Loading the picture')]);
    this.#poller = new Poller(
      () => this.#look(imageId),
      () => (this.#busy() ? BUSY : IDLE),
    );
    this.#poller.poke();
    this.page.questions.load().then(() => this.#image && this.#learn(this.#image));
  }

  hide() {
    this.#leave();
    this.root.hidden = true;
  }

  /** Where `All pictures` leads to. */
  comeBackTo(filter) {
    this.#back = galleryHref(filter);
  }

  #leave() {
    this.#poller?.stop();
    this.#imageId = null;
    this.#image = null;
    this.#execution = null;
    this.#parts = [];
    this.root.replaceChildren();
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
      return false;
    }
    const execution = await api.execution(imageId).catch(() => null);
    if (imageId !== this.#imageId) return false;
    this.#execution = execution ?? this.#execution;
    this.#learn(image);
    return JSON.stringify([image, this.#execution]) !== before;
  }

  #learn(image) {
    this.#image = image;
    document.title = `${fileName(image)} · Vitrine`;
    if (this.#parts.length === 0) this.#build();
    for (const part of this.#parts) part.update(image, this.#execution);
  }

  #build() {
    const page = {
      ...this.page,
      act: (...args) => this.#act(...args),
      deleted: () => this.#deleted(),
    };
    const look = stage(page);
    const says = [
      troubleSection,
      textsSection,
      attributesSection,
      tagsSection,
      colorsSection,
      promptSection,
      factsSection,
      dangerSection,
    ].map((part) => part(page));
    const path = workflowSection(page);
    this.#parts = [look, ...says, path];
    const [trouble, ...values] = says.map((part) => part.element);
    fill(this.root, [
      this.#head(),
      trouble,
      h(
        'div',
        { class: 'picture-columns' },
        look.element,
        h('div', { class: 'picture-values' }, values),
      ),
      path.element,
    ]);
    this.root.querySelector('h1').focus({ preventScroll: true });
  }

  #head() {
    const { previous, next } = this.page.gallery.neighbours(this.#imageId);
    const step = (image, name, words) =>
      image &&
      h(
        'a',
        {
          class: 'icon-button',
          href: pictureHref(image.imageId),
          'aria-label': words,
          title: words,
          'data-test': `${name}-picture`,
        },
        icon(name === 'previous' ? 'back' : 'next'),
      );
    return h(
      'header',
      { class: 'picture-head' },
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
        step(previous, 'previous', 'Newer picture'),
        step(next, 'next', 'Older picture'),
      ),
    );
  }

  /** Its event may not have arrived yet; that takes a moment after an upload. */
  #missing() {
    this.#parts = [];
    this.#image = null;
    const again = button('Look again', { 'data-test': 'look-again' }, () => this.#poller.poke());
    fill(this.root, [
      this.#head(),
      h(
        'div',
        { class: 'nothing', 'data-test': 'missing' },
        h(
          'p',
          {},
          'There is no such picture here. It may just be arriving, or it has been deleted.',
        ),
        again,
      ),
    ]);
  }

  /** Runs an action of the seller's and shows what came of it. */
  async #act(action, success) {
    const imageId = this.#imageId;
    const succeeded = await attempt(action, success);
    const image = succeeded ? await api.image(imageId).catch(() => null) : null;
    if (image && imageId === this.#imageId) this.#learn(image);
    this.#poller?.poke();
    if (succeeded) this.page.changed();
    return succeeded;
  }

  #deleted() {
    this.page.gallery.forget(this.#imageId);
    this.page.changed();
    toast('Picture deleted');
    location.hash = this.#back;
  }

  #keys(event) {
    const busy = event.target.closest?.('input, select, textarea, dialog, details, [role=slider]');
    if (!this.#imageId || busy || event.altKey || event.ctrlKey || event.metaKey) return;
    const { previous, next } = this.page.gallery.neighbours(this.#imageId);
    const target = { ArrowLeft: previous, ArrowRight: next }[event.key];
    if (target) location.hash = pictureHref(target.imageId);
    if (event.key === 'Escape') location.hash = this.#back;
  }
}
