/** A form in which the seller answers a question: by a menu of its values, or by typing. */
import { button, h } from './dom.js';

/** Tells the lists of values apart. */
let lists = 0;

/** Most values of a menu; of more values the seller types a part. */
const LONGEST_MENU = 60;

/**
 * @param {{name: string, label: string, value: string|null, answers: Array|null, known: Array}}
 *     question `answers` are all possible ones; null if any text can be the answer, and then `known`
 *     are offered
 * @param {{save: (value: string) => void, cancel: () => void, typed: (field: HTMLElement) => HTMLElement}} on
 *     `typed` keeps what is typed in a field, and gives the field
 */
export function answerForm({ name, label, value, answers, known = [] }, on) {
  const field =
    answers && answers.length <= LONGEST_MENU
      ? on.typed(menu(answers, look(name, label), value))
      : typed(answers ?? known, look(name, label), value, on.typed);
  const form = h(
    'form',
    { class: 'attribute editing', 'data-test': 'attribute-form', 'data-key': name },
    h('span', { class: 'attribute-name' }, label),
    field,
    h('button', { class: 'button primary small', 'data-test': 'attribute-save' }, 'Save'),
    button('Cancel', { class: 'button quiet small', 'data-test': 'attribute-cancel' }, on.cancel),
  );
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    on.cancel();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const input = form.querySelector('.input');
    const answer = input.value.trim();
    if (answer) on.save(answer);
    else input.focus();
  });
  return form;
}

/** Focuses the field of a question's form. */
export function focusAnswer(name) {
  const field = document.querySelector(`[data-test=attribute-form][data-key=${CSS.escape(name)}] .input`);
  field?.focus();
  field?.select?.();
}

const look = (name, label) => ({
  class: 'input',
  'aria-label': label,
  'data-test': 'attribute-input',
  'data-key': name,
});

function menu(answers, attributes, value) {
  const known = answers.some((one) => one.value === value);
  const option = (text, chosen) => h('option', { value: text, selected: chosen }, text);
  return h(
    'select',
    attributes,
    !value && h('option', { value: '', selected: true }, 'Choose'),
    // The present answer may come from an earlier vocabulary, or be the seller's own.
    value && !known && option(value, true),
    answers.map((one) => option(one.value, one.value === value)),
  );
}

function typed(answers, attributes, value, keep) {
  lists += 1;
  const id = `known-answers-${lists}`;
  const more = { list: id, value: value ?? '', maxlength: 100, placeholder: 'Type or choose', autocomplete: 'off' };
  return h(
    'span',
    { class: 'typed' },
    keep(h('input', { ...attributes, ...more })),
    h(
      'datalist',
      { id },
      answers.map((one) => h('option', { value: one.value }, one.note)),
    ),
  );
}
