/** One webhook: where it is, what it is told of, and what a seller can do with it. */
import * as api from './api.js';
import { Deliveries } from './deliveries.js';
import { openDialog } from './dialog.js';
import { button, fill, h } from './dom.js';
import { attempt, copy, toast } from './say.js';
import { webhookForm } from './webhook-form.js';
import { stateWords, toldWords } from './webhook-words.js';
import { when } from './words.js';
import { icon } from './icons.js';

export class WebhookCard {
  #secret;
  #form = null;
  #isOpen = false;
  #frame = h('div', { class: 'webhook-frame' });

  /**
   * @param {object} webhook of the API; with its secret if it is new
   * @param {{changed: () => Promise}} page reads the webhooks again
   */
  constructor(webhook, page) {
    this.webhook = webhook;
    this.page = page;
    this.#secret = webhook.secret ?? null;
    this.deliveries = new Deliveries(webhook.id, {
      replayable: () => this.webhook.enabled,
      looked: () => this.page.changed(),
    });
    this.element = h(
      'li',
      { class: 'panel webhook', 'data-test': 'webhook', 'data-key': webhook.id },
      this.#frame,
      this.deliveries.element,
    );
    this.deliveries.element.hidden = true;
    this.#draw();
  }

  /** @param {object} webhook as it is now */
  update(webhook) {
    const isSame = JSON.stringify({ ...webhook, secret: 0 }) === JSON.stringify({ ...this.webhook, secret: 0 });
    this.webhook = webhook;
    this.element.dataset.enabled = String(webhook.enabled);
    if (isSame || this.#form) return; // A form that is being filled in stays.
    this.#draw();
    this.deliveries.draw();
  }

  /** Stops looking for news, and forgets the secret. A form that is being filled in stays. */
  leave() {
    this.#secret = null;
    this.#isOpen = false;
    this.deliveries.close();
    this.deliveries.element.hidden = true;
    this.#draw();
  }

  focusSecret() {
    this.#frame.querySelector('[data-test=webhook-copy]')?.focus();
  }

  #draw() {
    const { url, events, enabled, failingSince, formerSecretsUntil } = this.webhook;
    this.element.dataset.enabled = String(enabled);
    fill(this.#frame, [
      h('h2', { class: 'webhook-url', 'data-test': 'webhook-address' }, url),
      h(
        'p',
        { class: 'webhook-state' },
        h('span', { class: enabled && !failingSince ? 'live' : 'stopped', 'data-test': 'webhook-state' }, stateWords(this.webhook)),
        ' ',
        h('span', { class: 'hint', 'data-test': 'webhook-told' }, toldWords(events)),
      ),
      formerSecretsUntil &&
        h('p', { class: 'hint', 'data-test': 'webhook-former' }, `Until ${when(formerSecretsUntil)}, events are signed with the former secret too.`),
      this.#secret && this.#secretNotice(),
      this.#form ? this.#form.element : this.#actions(),
    ]);
  }

  #secretNotice() {
    const hide = () => {
      this.#secret = null;
      this.#draw();
    };
    return h(
      'div',
      { class: 'notice warn', 'data-test': 'webhook-secret-notice' },
      h(
        'div',
        {},
        h('p', {}, 'This is the secret by which the receiver knows that an event is from Vitrine. Copy it now: it is not shown again.'),
        h('code', { 'data-test': 'webhook-secret' }, this.#secret),
      ),
      h(
        'div',
        { class: 'panel-actions' },
        button([icon('copy'), 'Copy'], { class: 'button small', 'aria-label': 'Copy the secret', 'data-test': 'webhook-copy' }, () =>
          copy(this.#secret, 'Secret'),
        ),
        button('Hide', { class: 'button small', 'aria-label': 'Hide the secret', 'data-test': 'webhook-hide' }, hide),
      ),
    );
  }

  #actions() {
    const { url, enabled, id } = this.webhook;
    const look = (test, words) => ({ class: 'button small', 'aria-label': `${words}: ${url}`, 'data-test': test, 'data-key': id });
    const power = enabled ? 'Stop' : 'Start again';
    return h(
      'div',
      { class: 'panel-actions' },
      enabled && button('Send a test', look('webhook-test', 'Send a test'), () => this.#test()),
      button('Change', look('webhook-change', 'Change'), () => this.#edit()),
      button(power, look('webhook-power', power), () => this.#set({ enabled: !enabled }, enabled ? 'Webhook stopped' : 'Webhook started again')),
      button('New secret', look('webhook-renew', 'New secret'), () => this.#askRenewal()),
      button(
        this.#isOpen ? 'Hide what was sent' : 'What was sent',
        { ...look('webhook-deliveries', 'What was sent'), 'aria-expanded': String(this.#isOpen) },
        () => this.#open(!this.#isOpen),
      ),
      button(
        icon('trash'),
        { ...look('webhook-delete', 'Delete'), class: 'icon-button small', title: 'Delete' },
        () => this.#askDelete(),
      ),
    );
  }

  #open(isOpen) {
    this.#isOpen = isOpen;
    this.deliveries.element.hidden = !isOpen;
    if (isOpen) this.deliveries.open();
    else this.deliveries.close();
    this.#draw();
  }

  async #test() {
    const isSent = await attempt(() => api.testWebhook(this.webhook.id), 'Test sent');
    if (isSent) this.#open(true);
    else await this.page.changed();
  }

  #edit() {
    const { id, url, events } = this.webhook;
    const close = () => {
      this.#form = null;
      this.#draw();
      this.#frame.querySelector('[data-test=webhook-change]')?.focus();
    };
    const save = async (settings) => {
      this.update(await api.putWebhook(id, { ...settings, enabled: this.webhook.enabled }));
      close();
      toast('Webhook changed');
      await this.page.changed();
    };
    this.#form = webhookForm({ name: `webhook-${id}`, label: 'Keep', url, events }, { save, cancel: close });
    this.#draw();
    this.#form.focus();
  }

  async #set(change, words) {
    const { id, url, events } = this.webhook;
    await attempt(async () => this.update(await api.putWebhook(id, { url, events, ...change })), words);
    await this.page.changed();
  }

  #askRenewal() {
    openDialog({
      title: 'Make a new secret?',
      content: [h('p', {}, 'For 24 hours events are signed with both secrets. Give the new one to your receiver within that time.')],
      actions: [
        { label: 'Cancel' },
        { label: 'Make a new secret', primary: true, test: 'webhook-renew-confirm', run: () => this.#renew() },
      ],
    });
  }

  async #renew() {
    await attempt(async () => {
      const webhook = await api.renewWebhookSecret(this.webhook.id);
      this.#secret = webhook.secret;
      this.update(webhook);
      await this.page.changed(); // A list that was asked for before has no former secret.
      this.#draw();
      this.focusSecret();
    });
  }

  async #delete() {
    await this.deliveries.close(); // What is asked of a deleted webhook is an error.
    const isDeleted = await attempt(() => api.deleteWebhook(this.webhook.id), 'Webhook deleted');
    if (!isDeleted && this.#isOpen) this.deliveries.open();
    await this.page.changed();
  }

  #askDelete() {
    openDialog({
      title: 'Delete this webhook?',
      content: [h('p', {}, `${this.webhook.url} is told nothing more, and what was sent to it is forgotten. This cannot be undone.`)],
      actions: [
        { label: 'Keep', test: 'webhook-delete-cancel' },
        {
          label: 'Delete',
          danger: true,
          test: 'webhook-delete-confirm',
          run: () => this.#delete(),
        },
      ],
    });
  }
}
