/** One picture, and all that is known about it. */
import * as api from './api.js';
import { alsoHereSection } from './also-here.js';
import { attributesSection } from './attributes.js';
import { button, fill, h } from './dom.js';
import { colorsSection, factsSection } from './facts.js';
import { PictureActions } from './picture-actions.js';
import { PictureHead } from './picture-head.js';
import { Poller } from './poller.js';
import { productSection } from './product.js';
import { promptSection } from './prompt.js';
import { isOpen } from './restyle-words.js';
import { binHref, galleryHref, pictureHref } from './router.js';
import { cardStage, stage } from './stage.js';
import { nameTab } from './tab-title.js';
import { tagsSection } from './tags.js';
import { textsSection } from './texts.js';
import { dangerSection, nextStepSection, troubleSection } from './trouble.js';
import { waitingSection } from './waiting.js';
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
  /** Counts the answers to what the seller did: a look that began before one knows less. */
  #done = 0;

  /**
   * @param {HTMLElement} root
   * @param {object} page `{about, styles, loadStyles(), questions, gallery, drafts, previewOf, valuesOf(attribute),
   *     changed()}`
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.head = new PictureHead(page.gallery);
    this.actions = new PictureActions(this.#shown(), page);
    addEventListener('keydown', (event) => this.#keys(event));
  }

  /** The picture that is shown, for actions on it. */
  #shown() {
    return {
      imageId: () => this.#imageId,
      learn: (image) => {
        this.#done += 1;
        this.#learn(image);
      },
      look: () => this.#poller?.poke(),
      pause: () => this.#poller.stop(),
      goOn: () => this.#watch(this.#imageId),
      leave: () => (location.hash = this.head.back),
    };
  }

  show(imageId) {
    if (imageId === this.#imageId) return;
    this.#leave();
    this.#imageId = imageId;
    this.root.hidden = false;
    const known = this.page.gallery.images.find((image) => image.imageId === imageId);
    this.head.begin(imageId);
    nameTab('Picture · Vitrine');
    const loading = h('p', { class: 'loading' }, 'Loading the picture');
    fill(this.root, [this.head.element, known && cardStage(known, this.page), loading]);
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
    this.head.back = galleryHref(filter, at);
  }

  #leave() {
    this.#poller?.stop();
    this.#imageId = null;
    this.#image = null;
    this.#execution = null;
    this.#parts = [];
    this.head.begin(null);
    this.root.replaceChildren();
  }

  #busy() {
    if (!this.#image) return true;
    const painting = (this.#image.restyles ?? []).some(isOpen);
    return !isSettled(this.#image) || painting || this.#execution?.status === 'running';
  }

  async #look(imageId) {
    const before = JSON.stringify([this.#image, this.#execution]);
    const done = this.#done;
    const isLate = () => imageId !== this.#imageId || done !== this.#done;
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
    if (isLate()) return imageId === this.#imageId;
    this.#execution = execution ?? this.#execution;
    this.#learn(image);
    return JSON.stringify([image, this.#execution]) !== before;
  }

  #learn(image) {
    this.#image = image;
    nameTab(`${fileName(image)} · Vitrine`);
    if (this.#parts.length === 0) this.#build();
    this.head.learn(image);
    for (const part of this.#parts) part.update(image, this.#execution);
  }

  #build() {
    const { act, correct, remove, removeRestyle } = this.actions;
    const drafts = this.page.drafts.of(this.#imageId);
    const page = { ...this.page, drafts, act, correct, remove, removeRestyle };
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
      this.head.element,
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
    this.head.focus();
  }

  /** Says that there is no such picture: it was deleted, or its event has not arrived yet. */
  #missing() {
    this.#parts = [];
    this.#image = null;
    this.head.learn(null);
    const again = button('Look again', { 'data-test': 'look-again' }, () => this.#poller.poke());
    fill(this.root, [
      this.head.element,
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
      this.head.element,
      h('div', { class: 'notice bad', role: 'alert', 'data-test': 'picture-error' }, h('p', {}, error.message), again),
    ]);
  }

  #keys(event) {
    const busy = event.target.closest?.('input, select, textarea, dialog, details, [role=slider]');
    // With a dialog open, no key means the page under it, wherever the focus is.
    if (!this.#imageId || busy || document.querySelector('dialog[open]')) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { previous, next } = this.head.neighbours();
    const target = { ArrowLeft: previous, ArrowRight: next }[event.key];
    if (target) location.hash = pictureHref(target);
    if (event.key === 'Escape') location.hash = this.head.back;
  }
}
