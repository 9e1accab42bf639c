/** The view in which the seller decides unsure values by a few keys, the least sure picture first. */
import * as api from './api.js';
import { Decisions } from './decisions.js';
import { doubtsOf, isRefusable, keyOf } from './doubts.js';
import { button, fill, h } from './dom.js';
import { icon } from './icons.js';
import { doubtRow, keysHelp } from './review-row.js';
import { pictureHref } from './router.js';
import { announce, attempt, toast } from './say.js';
import { nameTab } from './tab-title.js';
import { thumb } from './thumb.js';
import { undoable } from './undo.js';
import { fileName, percent, plural } from './words.js';

const PAGE = 24;

export class Review {
  #images = [];
  #cursor = null;
  #at = 0;
  #chosen = 0;
  #decisions = new Decisions();
  #reading = false;
  #asked = false;
  #decided = 0;

  /**
   * @param {HTMLElement} root
   * @param {object} page `{questions, changed()}`
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    addEventListener('keydown', (event) => this.#keys(event));
  }

  /** Shows the picture at which the seller left. */
  async show() {
    this.root.hidden = false;
    nameTab('Review · Vitrine');
    this.page.questions.load().then(() => this.#draw());
    const image = this.#image;
    if (!image) await this.#start();
    else {
      this.#images[this.#at] = await api.image(image.imageId).catch(() => image);
      this.#draw();
    }
  }

  async #start() {
    this.#images = [];
    this.#cursor = null;
    this.#at = 0;
    this.#chosen = 0;
    this.#asked = false;
    fill(this.root, [this.#head(), h('p', { class: 'loading' }, 'Looking for what is unsure')]);
    if (await attempt(() => this.#more())) this.#draw();
    else fill(this.root, [this.#head(), this.#again('Try again')]);
  }

  hide() {
    this.root.hidden = true;
  }

  /** A page may be empty although more follow. */
  async #more() {
    const known = new Set(this.#images.map((image) => image.imageId));
    const before = this.#images.length;
    do {
      const cursor = this.#cursor ? { cursor: this.#cursor } : {};
      const page = await api.review({ limit: PAGE, ...cursor });
      this.#images.push(...page.images.filter((image) => !known.has(image.imageId)));
      this.#cursor = page.cursor ?? null;
    } while (this.#cursor && this.#images.length === before);
    this.#asked = true;
  }

  get #image() {
    return this.#images[this.#at] ?? null;
  }

  /** What is still to decide about a picture. */
  #open(image) {
    return doubtsOf(image).filter((one) => !this.#decisions.has(image.imageId, keyOf(one)));
  }

  #draw() {
    if (this.root.hidden || !this.#asked) return;
    const image = this.#image;
    if (!image) {
      fill(this.root, [this.#head(), this.#nothing()]);
      return;
    }
    const doubts = this.#open(image);
    this.#chosen = Math.max(0, Math.min(this.#chosen, doubts.length - 1));
    fill(this.root, [
      this.#head(),
      h(
        'div',
        { class: 'review-columns', 'data-test': 'review-picture', 'data-key': image.imageId },
        this.#picture(image),
        h('div', { class: 'review-side' }, this.#doubts(image, doubts), this.#steps(), keysHelp()),
      ),
    ]);
  }

  #picture(image) {
    const picture = thumb({ ...image, background: null }, { size: 1024, lazy: false });
    if (image.width) picture.style.setProperty('--ratio', `${image.width} / ${image.height}`);
    return h(
      'figure',
      { class: 'review-figure' },
      picture,
      h(
        'figcaption',
        {},
        h('a', { href: pictureHref(image.imageId), 'data-test': 'review-open' }, fileName(image)),
      ),
    );
  }

  #doubts(image, doubts) {
    if (doubts.length === 0)
      return h('p', { class: 'hint', 'data-test': 'review-decided' }, 'All decided here.');
    const on = {
      choose: (at) => {
        this.#chosen = at;
        this.#mark();
      },
      decide: (doubt, right) => this.#decide(image, doubt, right),
    };
    return h(
      'ul',
      { class: 'doubts' },
      doubts.map((doubt, at) =>
        doubtRow(doubt, { at, chosen: at === this.#chosen, name: this.#name(doubt) }, on),
      ),
    );
  }

  #name = ({ attribute }) => (attribute ? this.page.questions.title(attribute) : 'Tag');

  #mark() {
    this.root.querySelectorAll('.doubt').forEach((row, at) => {
      row.classList.toggle('chosen', at === this.#chosen);
      row.setAttribute('aria-current', String(at === this.#chosen));
      if (at === this.#chosen) row.scrollIntoView({ block: 'nearest' });
    });
  }

  #head() {
    const place = this.#image
      ? `${this.#at + 1} of ${this.#images.length}${this.#cursor ? '+' : ''}, the least sure first`
      : 'The picture with the least sure value comes first';
    return h(
      'header',
      { class: 'view-head' },
      h(
        'div',
        {},
        h('h1', { id: 'review-title', tabindex: '-1' }, 'Review'),
        h('p', { class: 'hint', 'data-test': 'review-place' }, place),
      ),
      this.#decided > 0 &&
        h('p', { class: 'hint' }, `${plural(this.#decided, 'decision')}, learned`),
    );
  }

  #steps() {
    const back = { class: 'button', 'data-test': 'review-previous' };
    const on = { class: 'button primary', 'data-test': 'review-next' };
    return h(
      'div',
      { class: 'panel-actions' },
      button(['Next picture', icon('next')], on, () => this.#step(1)),
      this.#at > 0 && button([icon('back'), 'Back'], back, () => this.#step(-1)),
    );
  }

  #nothing() {
    return h(
      'div',
      { class: 'nothing', 'data-test': 'review-nothing' },
      h('p', {}, this.#doneWords()),
      !this.#reading && this.#again('Look again'),
    );
  }

  #doneWords() {
    if (this.#reading) return 'Looking for more';
    return this.#decided ? 'That was all. Thank you.' : 'Nothing waits for a decision.';
  }

  #again(words) {
    return button(words, { 'data-test': 'review-again' }, () => this.#start());
  }

  #step(by) {
    this.#readAhead(by);
    this.#at = Math.max(0, Math.min(this.#images.length, this.#at + by));
    this.#chosen = 0;
    this.#draw();
    scrollTo(0, 0);
    if (this.#image) announce(fileName(this.#image));
  }

  /** Reads the next page while there is still a picture to decide. */
  async #readAhead(by) {
    if (by < 0 || !this.#cursor || this.#reading || this.#at < this.#images.length - 4) return;
    this.#reading = true;
    await attempt(() => this.#more());
    this.#reading = false;
    this.#draw();
  }

  /** A decision counts at once; it is sent while the seller goes on. */
  #decide(image, doubt, right) {
    const { imageId } = image;
    const key = keyOf(doubt);
    if (this.#decisions.has(imageId, key)) return;
    const sent = this.#decisions.make(imageId, key, () => put(image, doubt, right));
    this.#decided += 1;
    sent.then(
      (now) => this.#learn(now),
      (error) => this.#failed(error),
    );
    const words = `${right ? 'Accepted' : 'Dismissed'}: ${doubt.label}`;
    undoable(words, async () => this.#undo(imageId, key, await sent));
    if (this.#open(image).length === 0) this.#step(1);
    else this.#draw();
    this.#announceNext();
  }

  #learn(image) {
    const at = this.#images.findIndex((one) => one.imageId === image.imageId);
    if (at >= 0) this.#images[at] = image;
    this.page.changed();
    if (at === this.#at) this.#draw();
  }

  #failed(error) {
    this.#decided -= 1;
    toast(error.message, { bad: true });
    this.#draw();
  }

  /** Takes a decision back, and shows the picture that it was about. */
  async #undo(imageId, key, decided) {
    await this.#decisions.settled();
    const image = await api.undo(imageId, decided.lastCorrection);
    this.#decisions.reopen(imageId, key);
    this.#decided -= 1;
    const at = this.#images.findIndex((one) => one.imageId === imageId);
    if (at >= 0) this.#at = at;
    this.#learn(image);
  }

  /** Tells screen readers what is asked next, as a key moves on without a focus. */
  #announceNext() {
    const doubt = this.#image && this.#open(this.#image)[this.#chosen];
    if (doubt) announce(`Next: ${this.#name(doubt)} ${doubt.label}, ${percent(doubt.score)}`);
  }

  #keys(event) {
    if (this.root.hidden || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest?.('input, select, textarea, dialog')) return;
    const doubt = this.#image && this.#open(this.#image)[this.#chosen];
    const act = {
      ArrowDown: () => this.#move(1),
      ArrowUp: () => this.#move(-1),
      a: () => doubt && this.#decide(this.#image, doubt, true),
      d: () => doubt && isRefusable(doubt) && this.#decide(this.#image, doubt, false),
      n: () => this.#step(1),
      ArrowRight: () => this.#step(1),
      p: () => this.#step(-1),
      ArrowLeft: () => this.#step(-1),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #move(by) {
    const count = this.#image ? this.#open(this.#image).length : 0;
    this.#chosen = Math.max(0, Math.min(count - 1, this.#chosen + by));
    this.#mark();
  }
}

/** Sends a decision. @returns the image as it is then */
function put({ imageId }, { attribute, label }, right) {
  if (!right) return api.refuseTag(imageId, label);
  return attribute ? api.putAttribute(imageId, attribute, label) : api.putTag(imageId, label);
}
