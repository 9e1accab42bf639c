/** The uploads: a few are sent at a time; each is followed until it is settled. */
import * as api from './api.js';
import { fileStore } from './file-store.js';
import { storageOf } from './kept.js';
import { KnownFiles, hashOf } from './known-files.js';
import { SellersStorage } from './sellers-storage.js';
import { signedIn } from './sign-in.js';
import { isOver } from './tray-order.js';
import { PERMISSION_ENDED, breaksWith, changed, isRetryable, isToWait, noPicture, unopened } from './upload-errors.js';
import { Unsent } from './unsent.js';
import { WaitingFiles } from './waiting-files.js';
import { isSettled, needsYou } from './words.js';

const SENT_AT_ONCE = 3;
/** Largest file with a preview: decoding a larger one makes a phone slow. */
const LARGEST_PREVIEW_BYTES = 20e6;

/**
 * Fires `change` whenever an item or the list does, and `sent` when a file has reached the bucket.
 * An item is
 * `{key, file, name, preview, phase, percent, imageId, image, execution, error}`; phases:
 * `waiting` (with an `error`: until Vitrine can be reached) `sending` `sent` (the workflow has it) `settled` (nothing more will happen) `refused`
 * (never reached the bucket; `error` says why).
 */
export class Uploads extends EventTarget {
  items = [];
  /** Names of the styles that new pictures are painted in as they arrive. */
  styles = new Set();
  #storage = new SellersStorage(storageOf('localStorage'), signedIn);
  /** Files uploaded from this browser. */
  known = new KnownFiles(this.#storage);
  /** Names of files that an earlier page was closed before it had sent them. */
  unsent = new Unsent(this.#storage);
  #count = 0;
  /** Whether nothing is sent, because it would only fail. */
  #isAway = false;

  /** @param {WaitingFiles} [waiting] files that are not sent yet, kept for the case that the page is closed */
  constructor(waiting = new WaitingFiles(fileStore(globalThis.indexedDB), globalThis.navigator?.locks, signedIn)) {
    super();
    this.waiting = waiting;
    const names = () => this.#open().map(({ name }) => name);
    addEventListener('pagehide', () => this.unsent.leave(names()));
    // A page that the browser kept as it was goes on sending.
    addEventListener('pageshow', (event) => event.persisted && this.unsent.forget(names()));
  }

  add(files) {
    for (const item of this.#take(files)) this.#keep(item);
  }

  /** Lists what the seller has dropped and the browser cannot open. @param {string[]} names */
  refuse(names) {
    const error = unopened();
    const row = (name) => ({ key: (this.#count += 1), file: null, name, preview: null, percent: 0, phase: 'refused', error });
    this.items.unshift(...names.map(row));
    this.#changed();
  }

  /** @param {string[]} [styles] of these files; those that are chosen when a file is sent, if left out */
  #take(files, styles) {
    this.unsent.forget(files.map((file) => file.name));
    const taken = files.map((file) => ({ ...this.#item(file), styles }));
    for (const item of taken) this.items.unshift(item);
    this.#changed();
    this.#sendNext();
    return taken;
  }

  #keep(item) {
    if (isToSend(item)) this.waiting.keep(item.key, item.file, item.styles ?? [...this.styles]);
  }

  /** Sends what pages that are gone had not sent, as far as the browser has kept it. */
  goOn() {
    return this.waiting.takeOver((file, styles) => this.#take([file], styles)[0].key);
  }

  #item(file) {
    const known = file.type === '' || file.type.startsWith('image/');
    const preview = known && file.size < LARGEST_PREVIEW_BYTES ? URL.createObjectURL(file) : null;
    const item = { key: (this.#count += 1), file, name: file.name, preview, percent: 0 };
    return known ? { ...item, phase: 'waiting' } : { ...item, phase: 'refused', error: noPicture(file.name) };
  }

  async #sendNext() {
    if (this.#isAway) return;
    const sending = this.items.filter((item) => item.phase === 'sending').length;
    const next = this.items.findLast((item) => item.phase === 'waiting');
    if (!next || sending >= SENT_AT_ONCE) return;
    Object.assign(next, { phase: 'sending', error: null });
    this.#sendNext();
    await this.#send(next);
    if (!isToSend(next)) this.waiting.drop(next.key);
    if (next.phase === 'refused') this.#sendCopyOf(next);
    this.#changed();
    this.#sendNext();
  }

  async #send(item) {
    try {
      await item.file.slice(0, 1).arrayBuffer(); // Fails for a file that has changed since it was chosen.
      if (!item.isWanted && !item.place && (await this.#isKnown(item))) return;
      await this.#post(item);
      this.#sent(item);
    } catch (failure) {
      const error = failure instanceof DOMException ? changed() : failure;
      if (isToWait(item, error)) this.#wait(item, error);
      else Object.assign(item, { phase: 'refused', error, retryable: isRetryable(error) });
    }
  }

  /** Leaves all that is not sent yet waiting: else every file would fail while the network is away for a minute. */
  #wait(item, error) {
    this.#isAway = true;
    Object.assign(item, { phase: 'waiting', percent: 0, error, breaks: breaksWith(item, error) });
  }

  /** Goes on with what waits, as Vitrine can be reached. */
  reached() {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#sendNext();
  }

  /**
   * Posts a file. The bucket may have taken it although the answer was lost, and the catalog hears of that
   * later: posted by the same form again it has the same key, so it cannot be there twice.
   */
  async #post(item) {
    const isAgain = Boolean(item.place);
    if (!isAgain) await this.#findPlace(item);
    try {
      await api.sendFile(item.place, item.file, (percent) => {
        item.percent = percent;
        this.#changed();
      });
    } catch (error) {
      if (error.status !== PERMISSION_ENDED) throw error;
      // A form lasts longer than an event is on its way. Until the catalog has answered, the form is kept: see isAgain.
      const isThere = isAgain && (await api.imageIfThere(item.imageId));
      item.place = null;
      this.known.end(item.hash);
      if (!isAgain) throw error;
      if (!isThere) await this.#post(item);
    }
  }

  async #findPlace(item) {
    const type = item.file.type || 'application/octet-stream';
    item.place = await api.requestUpload(item.name, type, item.styles ?? [...this.styles]);
    item.imageId = item.place.imageId;
    // Before it is sent: the page may be closed before the answer.
    this.known.begin(item.hash, item.place);
  }

  #sent(item) {
    Object.assign(item, { phase: 'sent', sentAt: Date.now() });
    // In this order: if the page is closed in between, the next one sends the file by the same form.
    this.waiting.drop(item.key).then(() => this.known.end(item.hash));
    this.dispatchEvent(new Event('sent'));
  }

  /** Refuses a file that was uploaded before and is still here, or is being sent; the seller may insist. */
  async #isKnown(item) {
    item.hash = await hashOf(item.file);
    const same = this.items.find((one) => one !== item && item.hash && one.hash === item.hash && isOnItsWay(one));
    if (same) return this.#refuseKnown(item, `The same picture as ${same.name}, which you have just added.`, { sameAs: same.key });
    const imageId = this.known.find(item.hash);
    const image = imageId && (await api.imageIfThere(imageId));
    if (image) return this.#refuseKnown(item, 'You have uploaded this picture already.', { image, imageId });
    // A page may have been closed before the answer: the catalog hears of the file later than the bucket.
    const place = this.known.formOf(item.hash);
    if (place) Object.assign(item, { place, imageId: place.imageId });
    return false;
  }

  /** What did not arrive leaves its place to a copy of it that was refused for it. */
  #sendCopyOf({ key }) {
    const copy = this.items.find((item) => item.phase === 'refused' && item.sameAs === key);
    if (!copy) return;
    Object.assign(copy, { phase: 'waiting', error: null, isWanted: false, sameAs: null });
    this.#keep(copy);
  }

  #refuseKnown(item, words, there = {}) {
    const error = new api.ApiError(words, 'KNOWN', 0);
    Object.assign(item, there, { phase: 'refused', error, retryable: true, isWanted: true });
    return true;
  }

  /** Tries again what failed: the upload, or the workflow behind it. @throws ApiError */
  async retry(item) {
    if (item.phase === 'settled') {
      await api.retry(item.imageId);
      Object.assign(item, { phase: 'sent', image: null, execution: null });
    } else {
      Object.assign(item, { phase: 'waiting', percent: 0, error: null, image: null });
      this.#keep(item);
      this.#sendNext();
    }
    this.#changed();
  }

  /** Items the workflow has, oldest first. */
  sent() {
    return this.items.filter((item) => item.phase === 'sent').reverse();
  }

  /** Whether leaving the page now would lose something. */
  isSending() {
    return this.#open().length > 0;
  }

  #open() {
    return this.items.filter((item) => ['waiting', 'sending'].includes(item.phase));
  }

  /** Takes in what the catalog says about pictures. */
  learn(images) {
    const byId = new Map(images.map((image) => [image.imageId, image]));
    for (const item of this.items.filter(mayChange)) {
      const image = byId.get(item.imageId);
      if (!image) continue;
      Object.assign(item, { image, phase: isSettled(image) ? 'settled' : 'sent' });
    }
    this.#changed();
  }

  learnExecution(item, execution) {
    item.execution = execution;
    this.#changed();
  }

  /** A small picture of an upload until its rendition exists; null when there is none. */
  previewOf(imageId) {
    return this.items.find((item) => item.imageId === imageId)?.preview ?? null;
  }

  /** Forgets what has not been sent yet. */
  cancelWaiting() {
    this.#forget((item) => item.phase === 'waiting');
  }

  /** Forgets what is settled. */
  clear() {
    this.#forget(isOver);
  }

  /** Forgets the files that an earlier page did not send. */
  forgetUnsent() {
    this.unsent.forget();
    this.#changed();
  }

  #forget(which) {
    for (const { key, preview } of this.items.filter(which)) {
      if (preview) URL.revokeObjectURL(preview);
      this.waiting.drop(key);
    }
    this.items = this.items.filter((item) => !which(item));
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** Whether a file should still reach the bucket: one that was there before does so only if the seller insists. */
const isToSend = ({ phase, retryable, isWanted }) =>
  ['waiting', 'sending'].includes(phase) || (phase === 'refused' && retryable && !isWanted);

/** Whether the catalog may have news of it: it is worked on, or the seller may have named what it shows, or tried again what failed. */
const mayChange = ({ phase, image }) =>
  phase === 'sent' || Boolean(phase === 'settled' && image && (needsYou(image) || image.error));

/** Whether the list of known files cannot have it yet, or the catalog. */
const isOnItsWay = ({ phase }) => phase === 'sending' || phase === 'sent';
