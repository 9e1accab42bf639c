/** A form for a text of several lines. */
import { button, h } from './dom.js';

/**
 * @param {{label: string, value: string, longest: number, key: string}} text
 * @param {{save: (value: string) => Promise, cancel: () => void}} on
 */
export function textForm({ label, value, longest, key }, on) {
  const field = h(
    'textarea',
    {
      id: 'text-input',
      class: 'input area',
      rows: 3,
      maxlength: longest,
      'aria-label': label,
      'data-test': 'text-input',
    },
    value,
  );
  const form = h(
    'form',
    { class: 'text-form', 'data-test': 'text-form', 'data-key': key },
    field,
    h(
      'div',
      { class: 'panel-actions' },
      h('button', { class: 'button primary small', 'data-test': 'text-save' }, 'Keep'),
      button('Cancel', { class: 'button quiet small', 'data-test': 'text-cancel' }, on.cancel),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = field.value.trim();
    if (words) on.save(words);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      on.cancel();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return form;
}
