/** What a webhook was sent last, with the answers. Looks for news while it is shown. */
import * as api from './api.js';
import { button, fill, h } from './dom.js';
import { Poller } from './poller.js';
import { pictureHref } from './router.js';
import { attempt, toast } from './say.js';
import { aboutWords, attemptWords, deliveryWords, eventWords, isOverdue } from './webhook-words.js';
import { plural, when } from './words.js';

/** A first attempt is made within a second; later ones are minutes and hours apart. */
const PACE = { soonest: 500, latest: 15_000 };
const FIRST_SHOWN = 10;

/** As many as one answer has. */
const MOST_LISTED = 50;

export class Deliveries {
  #all = null;
  #error = null;
  #shown = FIRST_SHOWN;
  #unfolded = new Set();
  #poller = null;
  #key = '';

  /**
   * @param {string} webhookId
   * @param {{replayable: () => boolean, looked: () => void}} webhook `looked` is called whenever the
   *     deliveries were read
   */
  constructor(webhookId, webhook) {
    this.webhookId = webhookId;
    this.webhook = webhook;
    this.element = h('div', { class: 'deliveries', 'data-test': 'deliveries' });
  }

  /** Shows the deliveries, and looks for news soon. */
  open() {
    if (!this.#poller) this.#draw();
    this.#poller ??= new Poller(() => this.#look(), () => PACE);
    this.#poller.poke();
  }

  /** @returns {Promise<void>} resolves when nothing is asked for any more */
  async close() {
    const poller = this.#poller;
    this.#poller = null;
    await poller?.stop();
  }

  draw() {
    if (this.#poller) this.#draw();
  }

  async #look() {
    const before = this.#key;
    try {
      this.#all = (await api.webhookDeliveries(this.webhookId)).deliveries;
      this.#error = null;
    } catch (error) {
      this.#error = error;
    }
    this.#key = JSON.stringify([this.#all, this.#error?.message, this.#all?.map((one) => isOverdue(one))]);
    if (!this.#poller) return false;
    // After an answer of 410 the webhook is stopped a moment later than its delivery has ended.
    // One that is gone was deleted elsewhere.
    if (!this.#error || this.#error.status === 404) this.webhook.looked();
    if (this.#key === before) return false;
    this.#draw();
    return true;
  }

  #draw() {
    fill(this.element, this.#content());
  }

  #content() {
    if (this.#error && !this.#all) return h('p', { class: 'notice bad', role: 'alert' }, this.#error.message);
    if (!this.#all) return h('p', { class: 'loading' }, 'Looking for what was sent');
    if (this.#all.length === 0)
      return h('p', { class: 'hint', 'data-test': 'deliveries-none' }, 'Nothing was sent yet. Send a test, or wait for the next picture.');
    const more = this.#all.length - this.#shown;
    const failed = this.#all.filter(({ status, attempts }) => status === 'failed' || (status === 'pending' && attempts.length > 0));
    return [
      // Older ones are not shown, but sent again as well.
      (failed.length > 1 || this.#all.length >= MOST_LISTED) &&
        this.webhook.replayable() &&
        button('Send all failed events again', { class: 'button small', 'data-test': 'deliveries-replay' }, () => this.#replayFailed()),
      h('ul', { class: 'delivery-list', 'aria-label': 'What was sent, newest first' }, this.#all.slice(0, this.#shown).map((one) => this.#row(one))),
      more > 0 &&
        button(`Show ${more} more`, { class: 'button small', 'data-test': 'deliveries-more' }, () => {
          this.#shown = this.#all.length;
          this.#draw();
        }),
    ];
  }

  #row(delivery) {
    const { eventId, type, at, status, attempts, body } = delivery;
    const name = aboutWords(delivery);
    const last = attempts.at(-1);
    // One whose first attempt is on its way needs no button.
    const again = status !== 'pending' ? 'Send again' : (attempts.length > 0 || isOverdue(delivery)) && 'Send now';
    const about = `${eventWords(type)}${name ? `, ${name}` : ''}`;
    return h(
      'li',
      { 'data-test': 'delivery', 'data-key': eventId, 'data-status': status },
      h(
        'div',
        { class: 'delivery-words' },
        h(
          'p',
          {},
          h('b', {}, eventWords(type)),
          name && [' ', h(body.data.imageId ? 'a' : 'span', { href: body.data.imageId && pictureHref(body.data.imageId), 'data-test': 'delivery-picture' }, name)],
          h('small', {}, ` ${when(at)}`),
        ),
        h('p', { class: 'delivery-state', 'data-test': 'delivery-state' }, deliveryWords(delivery)),
        last && h('p', { class: 'hint', 'data-test': 'delivery-answer' }, attemptWords(last)),
        attempts.length > 1 && this.#attempts(eventId, attempts),
      ),
      again &&
        this.webhook.replayable() &&
        button(
          again,
          { class: 'button small', 'aria-label': `${again}: ${about}`, 'data-test': 'delivery-replay', 'data-key': eventId },
          () => this.#replay(eventId, about),
        ),
    );
  }

  #attempts(eventId, attempts) {
    const isUnfolded = this.#unfolded.has(eventId);
    const list = attempts.map((one) => h('li', {}, h('small', {}, `${when(one.at)} `), attemptWords(one)));
    const details = h(
      'details',
      { class: 'attempts', open: isUnfolded },
      h('summary', { 'data-test': 'delivery-attempts', 'data-key': eventId }, plural(attempts.length, 'attempt')),
      h('ol', {}, list),
    );
    details.addEventListener('toggle', () =>
      details.open ? this.#unfolded.add(eventId) : this.#unfolded.delete(eventId),
    );
    return details;
  }

  async #replayFailed() {
    await attempt(async () => {
      let replayed = 0;
      let part = {};
      do {
        part = await api.replayFailed(this.webhookId, part.before);
        replayed += part.replayed;
      } while (part.before);
      toast(replayed ? `Sent again: ${plural(replayed, 'event')}` : 'Nothing has failed');
    });
    this.#poller?.poke();
  }

  async #replay(eventId, about) {
    await attempt(async () => {
      await api.replayDelivery(this.webhookId, eventId);
      toast(`Sent again: ${about}`);
    });
    this.#poller?.poke();
  }
}
