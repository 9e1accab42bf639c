/** The view of the webhooks: addresses of the seller's own programs that are told of events. */
import * as api from './api.js';
import { button, fill, h } from './dom.js';
import { focusIn, refocus } from './focus.js';
import { nameTab } from './tab-title.js';
import { toast } from './say.js';
import { WebhookCard } from './webhook-card.js';
import { webhookForm } from './webhook-form.js';

/** The API keeps no more. */
const MOST = 5;

const STANDARD = 'https://github.com/standard-webhooks/standard-webhooks';

export class WebhooksView {
  #cards = new Map();
  #isRead = false;
  #generation = 0;
  #message = h('div');
  #list = h('ul', { class: 'webhook-list', 'aria-label': 'Webhooks' });
  #form = webhookForm({ name: 'new-webhook', label: 'Add webhook' }, { save: (settings) => this.#add(settings) });
  #full = h('p', { class: 'hint', 'data-test': 'webhooks-full' }, `There can be ${MOST} webhooks at most. Delete one to add another.`);

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  async show() {
    this.root.hidden = false;
    nameTab('Webhooks · Vitrine');
    if (this.root.children.length === 0) this.#frame();
    await this.refresh();
  }

  hide() {
    this.root.hidden = true;
    for (const card of this.#cards.values()) card.leave();
  }

  /** Reads again what is shown, if the view is. */
  async refresh() {
    if (this.root.hidden) return;
    const generation = (this.#generation += 1);
    try {
      const { webhooks } = await api.webhooks();
      if (generation === this.#generation) this.#take(webhooks);
    } catch (error) {
      if (generation === this.#generation) this.#say(error);
    }
  }

  #frame() {
    const words =
      'A webhook is an address of your own program. Vitrine tells it when a picture is ready, has failed or was exported, so that it need not ask.';
    const panel = h(
      'section',
      { class: 'panel', 'aria-labelledby': 'new-webhook-title' },
      h('h2', { id: 'new-webhook-title' }, 'Add a webhook'),
      this.#form.element,
      this.#full,
      h(
        'p',
        { class: 'hint' },
        'Events are signed, and sent again, as ',
        h('a', { href: STANDARD, target: '_blank', rel: 'noreferrer' }, 'Standard Webhooks'),
        ' describes; its libraries check the signatures. ',
        h('a', { href: 'q/openapi', target: '_blank' }, 'The API'),
        ' has an example of each.',
      ),
    );
    fill(this.root, [
      h('header', { class: 'view-head' }, h('div', {}, h('h1', { id: 'webhooks-title', tabindex: '-1' }, 'Webhooks'), h('p', { class: 'hint' }, words))),
      h('div', { class: 'webhook-columns' }, h('div', {}, this.#message, this.#list), panel),
    ]);
    this.#draw();
  }

  #say(error) {
    if (this.#isRead) {
      toast(error.message, { bad: true });
      return;
    }
    const again = button('Try again', { 'data-test': 'webhooks-retry' }, () => this.refresh());
    fill(this.#message, h('div', { class: 'notice bad', role: 'alert' }, h('p', {}, error.message), again));
  }

  #take(webhooks) {
    this.#isRead = true;
    const known = this.#cards;
    this.#cards = new Map();
    for (const webhook of webhooks) {
      const card = known.get(webhook.id) ?? new WebhookCard(webhook, { changed: () => this.refresh() });
      card.update(webhook);
      this.#cards.set(webhook.id, card);
    }
    for (const [id, card] of known) if (!this.#cards.has(id)) card.leave();
    this.#draw();
  }

  #draw() {
    const cards = [...this.#cards.values()].map((card) => card.element);
    const place = focusIn(this.#list);
    for (const gone of [...this.#list.children]) if (!cards.includes(gone)) gone.remove();
    // Those that are there are not moved, so that nothing loses the focus.
    for (const card of cards) if (!card.isConnected) this.#list.append(card);
    if (place && !this.#list.contains(document.activeElement)) refocus(this.#list, place);
    fill(this.#message, cards.length === 0 && this.#nothing());
    const isFull = cards.length >= MOST;
    this.#full.hidden = !isFull;
    this.#form.element.hidden = isFull;
  }

  #nothing() {
    if (!this.#isRead) return h('p', { class: 'loading' }, 'Looking for webhooks');
    return h('p', { class: 'hint', 'data-test': 'webhooks-none' }, 'There is no webhook yet.');
  }

  async #add(settings) {
    const webhook = await api.createWebhook(settings);
    const card = new WebhookCard(webhook, { changed: () => this.refresh() });
    this.#generation += 1; // A list that was asked for before does not have it.
    this.#cards.set(webhook.id, card);
    this.#form.clear();
    this.#draw();
    card.focusSecret();
    toast('Webhook added');
    await this.refresh();
  }
}
