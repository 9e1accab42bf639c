/** The view in which the seller decides unsure values by a few keys, the least sure picture first. */
import { Alike } from './alike.js';
import * as api from './api.js';
import { outcomeWords } from './bulk.js';
import { decisionOn, decisionOnAll } from './decide.js';
import { Decisions } from './decisions.js';
import { doubtsOf, isRefusable, keyOf } from './doubts.js';
import { button, fill, h } from './dom.js';
import { ReviewList } from './review-list.js';
import { alikePictures, keysHelp, nothingToReview, reviewHead, reviewPicture, stepButtons } from './review-parts.js';
import { doubtRow } from './review-row.js';
import { announce, attempt, toast } from './say.js';
import { nameTab } from './tab-title.js';
import { undoable } from './undo.js';
import { fileName, percent, plural } from './words.js';

export class Review {
  #list = new ReviewList(api.review);
  /** Which of the picture's open doubts the keys are about. */
  #chosen = 0;
  #decisions = new Decisions();
  #decided = 0;

  /**
   * @param {HTMLElement} root
   * @param {object} page `{about, questions, changed()}`
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.alikeShown = h('div', { class: 'alike-pictures', 'data-test': 'alike-pictures' });
    this.alike = new Alike(api.similar, page.about.meaning);
    addEventListener('keydown', (event) => this.#keys(event));
  }

  /** Shows the picture at which the seller left. */
  async show() {
    this.root.hidden = false;
    nameTab('Review · Vitrine');
    this.page.questions.load().then(() => this.#draw());
    const image = this.#image;
    if (!image) {
      await this.#start();
      return;
    }
    this.alike.forget();
    this.#list.learn([await api.image(image.imageId).catch(() => image)]);
    this.#draw();
  }

  async #start() {
    this.#chosen = 0;
    this.alike.forget();
    const started = attempt(() => this.#list.start());
    fill(this.root, [this.#head(), h('p', { class: 'loading' }, 'Looking for what is unsure')]);
    if (await started) this.#draw();
    else fill(this.root, [this.#head(), this.#again('Try again')]);
  }

  hide() {
    this.root.hidden = true;
  }

  get #image() {
    return this.#list.image;
  }

  /** What is still to decide about a picture. */
  #open(image) {
    return doubtsOf(image).filter((one) => !this.#decisions.has(image.imageId, keyOf(one)));
  }

  #draw() {
    if (this.root.hidden || !this.#list.isRead) return;
    const image = this.#image;
    if (!image) {
      const again = !this.#list.isReading && this.#again('Look again');
      fill(this.root, [this.#head(), nothingToReview(this.#decided, again)]);
      return;
    }
    const doubts = this.#open(image);
    this.#chosen = Math.max(0, Math.min(this.#chosen, doubts.length - 1));
    const steps = stepButtons(this.#list.at === 0, (by) => this.#step(by));
    fill(this.root, [
      this.#head(),
      h(
        'div',
        { class: 'review-columns', 'data-test': 'review-picture', 'data-key': image.imageId },
        reviewPicture(image, this.alikeShown),
        h('div', { class: 'review-side' }, this.#doubts(image, doubts), steps, keysHelp()),
      ),
    ]);
    this.#showAlike();
    this.#findAlike(image);
  }

  /** Shows the pictures for which the chosen doubt can be decided as well. */
  #showAlike() {
    const doubt = this.#open(this.#image)[this.#chosen];
    fill(this.alikeShown, alikePictures(doubt ? this.#alikeTo(this.#image, doubt) : []));
  }

  /** Those of the next picture, too: then its rows do not grow when it is shown. */
  async #findAlike(image) {
    const isMore = await this.alike.find(image);
    if (isMore && image.imageId === this.#image?.imageId) this.#draw();
    const { next } = this.#list;
    if (next) await this.alike.find(next);
  }

  /** The other pictures on which the same is to decide. */
  #alikeTo(image, doubt) {
    return this.alike.with(image, doubt, (id) => this.#decisions.has(id, keyOf(doubt)));
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
      decideAll: (doubt, right) => this.#decide(image, doubt, right, this.#alikeTo(image, doubt)),
    };
    const row = (doubt, at) => ({
      at,
      chosen: at === this.#chosen,
      name: this.#name(doubt),
      alike: this.#alikeTo(image, doubt),
    });
    return h(
      'ul',
      { class: 'doubts' },
      doubts.map((doubt, at) => doubtRow(doubt, row(doubt, at), on)),
    );
  }

  #name = ({ attribute }) => (attribute ? this.page.questions.title(attribute) : 'Tag');

  #mark() {
    this.root.querySelectorAll('.doubt').forEach((row, at) => {
      row.classList.toggle('chosen', at === this.#chosen);
      row.setAttribute('aria-current', String(at === this.#chosen));
      if (at === this.#chosen) row.scrollIntoView({ block: 'nearest' });
    });
    if (this.#image) this.#showAlike();
  }

  #head() {
    const { at, images, hasMore } = this.#list;
    const place = this.#image
      ? `${at + 1} of ${images.length}${hasMore ? '+' : ''}, the least sure first`
      : 'The picture with the least sure value comes first';
    return reviewHead(place, this.#decided);
  }

  #again(words) {
    return button(words, { 'data-test': 'review-again' }, () => this.#start());
  }

  #step(by) {
    if (by > 0 && this.#list.endsSoon) this.#readOn();
    this.#list.step(by);
    this.#chosen = 0;
    this.#draw();
    scrollTo(0, 0);
    if (this.#image) announce(fileName(this.#image));
  }

  async #readOn() {
    await attempt(() => this.#list.readOn());
    this.#draw();
  }

  /**
   * A decision counts at once; it is sent while the seller goes on.
   *
   * @param {Array} others pictures on which the same is decided
   */
  #decide(image, doubt, right, others = []) {
    const ids = [image, ...others].map((one) => one.imageId);
    const key = keyOf(doubt);
    if (this.#decisions.has(image.imageId, key)) return;
    const isLoaded = (id) => this.#list.has(id);
    const newest = () => this.#list.find(image.imageId) ?? image;
    const decision = others.length
      ? decisionOnAll(ids, doubt, right, isLoaded)
      : decisionOn(image, doubt, right, newest);
    const sent = this.#decisions.make(ids, key, decision.send);
    this.#decided += ids.length;
    const words = right ? 'Accepted' : 'Dismissed';
    sent.then(
      (outcome) => this.#sent(ids, key, outcome, words.toLowerCase()),
      (error) => this.#failed(ids, error, () => this.#decide(image, doubt, right, others)),
    );
    const where = others.length ? ` on ${ids.length} pictures` : '';
    const what = `${words}${where}: ${doubt.label}`;
    undoable(what, async () => {
      const outcome = await sent.catch(() => null);
      if (!outcome) throw new Error(`Not stored, so there is nothing to undo: ${what}`);
      await this.#undo(key, outcome, decision);
    });
    const isShown = image.imageId === this.#image?.imageId;
    if (isShown && this.#open(image).length === 0) this.#step(1);
    else this.#draw();
    this.#announceNext();
  }

  #sent(ids, key, outcome, words) {
    const rest = ids.filter((id) => !outcome.done.includes(id));
    this.#reopen(rest, key);
    this.alike.leaveOut(rest);
    if (outcome.refused.length > 0) toast(outcomeWords(words, outcome), { bad: outcome.done.length === 0 });
    this.#learn(outcome.images);
  }

  #learn(images) {
    this.#list.learn(images);
    this.page.changed();
    if (images.includes(this.#image)) this.#draw();
  }

  #failed(ids, error, run) {
    this.#decided -= ids.length;
    toast(error.message, { bad: true, action: api.mayWorkLater(error) && { label: 'Try again', run } });
    this.#draw();
  }

  #reopen(ids, key) {
    this.#decisions.reopen(ids, key);
    this.#decided -= ids.length;
  }

  /**
   * Takes a decision back, and shows the picture that it was about.
   *
   * @throws {Error} in words for the seller, if it stands on some pictures
   */
  async #undo(key, { done }, decision) {
    await this.#decisions.settled();
    const undone = await decision.undo();
    this.#reopen(undone.done, key);
    this.#list.goTo(done[0]);
    this.#learn(undone.images);
    this.#draw();
    if (undone.refused.length > 0) throw new Error(outcomeWords('undone', undone));
  }

  /** Tells screen readers what is asked next, as a key moves on without a focus. */
  #announceNext() {
    const doubt = this.#image && this.#open(this.#image)[this.#chosen];
    if (!doubt) return;
    const { length } = this.#alikeTo(this.#image, doubt);
    const alike = length ? `, the same on ${plural(length, 'picture')} alike` : '';
    announce(`Next: ${this.#name(doubt)} ${doubt.label}, ${percent(doubt.score)}${alike}`);
  }

  #keys(event) {
    if (this.root.hidden || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest?.('input, select, textarea, details[open]') || document.querySelector('dialog[open]')) return;
    const image = this.#image;
    const doubt = image && this.#open(image)[this.#chosen];
    const others = doubt && event.shiftKey ? this.#alikeTo(image, doubt) : [];
    const act = {
      ArrowDown: () => this.#move(1),
      ArrowUp: () => this.#move(-1),
      a: () => doubt && this.#decide(image, doubt, true, others),
      d: () => doubt && isRefusable(doubt) && this.#decide(image, doubt, false, others),
      n: () => this.#step(1),
      ArrowRight: () => this.#step(1),
      p: () => this.#step(-1),
      ArrowLeft: () => this.#step(-1),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    // A key that is held down would decide what nobody has seen.
    if (!event.repeat || event.key.startsWith('Arrow')) act();
  }

  #move(by) {
    const count = this.#image ? this.#open(this.#image).length : 0;
    this.#chosen = Math.max(0, Math.min(count - 1, this.#chosen + by));
    this.#mark();
  }
}
