/** The form in which a seller says where events go, and which. */
import { button, fill, h } from './dom.js';
import { EVENTS, addressProblem } from './webhook-words.js';

/**
 * @param {{name: string, label: string, url?: string, events?: string[]}} what `name` tells forms
 *     apart; without `events` all are chosen
 * @param {{save: (settings: {url: string, events: string[]}) => Promise, cancel?: () => void}} on
 *     a rejected `save` is explained in the form, which keeps what was typed
 */
export function webhookForm({ name, label, url = '', events = [] }, on) {
  const problem = h('p', { id: `${name}-problem`, class: 'field-problem', role: 'alert', 'data-test': 'webhook-problem' });
  const address = h('input', {
    id: `${name}-url`,
    class: 'input',
    type: 'url',
    value: url,
    maxlength: 1001,
    placeholder: 'https://shop.example/vitrine',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': problem.id,
    'data-test': 'webhook-url',
  });
  const boxes = EVENTS.map(({ type }) =>
    h('input', {
      type: 'checkbox',
      value: type,
      checked: events.length === 0 || events.includes(type),
      'data-test': 'webhook-event',
      'data-key': type,
    }),
  );
  const say = (words, field) => {
    fill(problem, words);
    address.toggleAttribute('aria-invalid', field === address);
    field?.focus();
  };
  const submit = button(label, { type: 'submit', class: 'button primary', 'data-test': 'webhook-save' }, () => {});
  const form = h(
    'form',
    { class: 'webhook-form', novalidate: true, 'data-test': 'webhook-form' },
    h('label', { for: address.id }, 'Address'),
    address,
    h('fieldset', {}, h('legend', {}, 'Tell it when a picture is'), EVENTS.map((one, at) => choice(one, boxes[at]))),
    problem,
    h(
      'div',
      { class: 'panel-actions' },
      submit,
      on.cancel && button('Cancel', { class: 'button quiet', 'data-test': 'webhook-cancel' }, on.cancel),
    ),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (submit.getAttribute('aria-disabled') === 'true') return;
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length === 0) return say('Choose at least one.', boxes[0]);
    if (!address.value.trim()) return say(addressProblem(''), address);
    say('');
    submit.setAttribute('aria-disabled', 'true');
    try {
      // All is also what may be added later.
      await on.save({ url: address.value.trim(), events: chosen.length === boxes.length ? [] : chosen });
    } catch (error) {
      const isAddress = error.code === 'INVALID_REQUEST';
      say((isAddress && addressProblem(address.value)) || error.message, isAddress ? address : null);
    } finally {
      submit.removeAttribute('aria-disabled');
    }
  });
  if (on.cancel) cancelByKey(form, on.cancel);
  return { element: form, focus: () => address.focus(), clear: () => form.reset() };
}

const choice = ({ title, what }, box) =>
  h('label', { class: 'check' }, box, h('span', {}, title, h('small', {}, what)));

function cancelByKey(form, cancel) {
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    cancel();
  });
}
