/** Attributes: named questions with one answer each, which the seller can correct. */
import * as api from './api.js';
import { standInNotes } from './about.js';
import { button, h } from './dom.js';
import { evidencePanel, sureness } from './evidence.js';
import { icon } from './icons.js';
import { section } from './section.js';
import { title } from './words.js';

export function attributesSection(page) {
  const state = { open: null, editing: null };

  function render(image, redraw) {
    const entries = Object.entries(image.attributes ?? {});
    if (entries.length === 0) return [];
    const set = (change) => {
      Object.assign(state, change);
      redraw();
    };
    const row = ([name, attribute]) =>
      state.editing === name
        ? editor(image, name, attribute, page, set)
        : answer(image, name, attribute, page, state, set);
    return [h('div', { class: 'attributes' }, entries.sort(categoryFirst).map(row))];
  }

  const note = (image) => standInNotes(page.about, Object.values(image.attributes ?? {}));
  return section(
    { title: 'Attributes', test: 'attributes', note },
    (image) => image.attributes,
    render,
  );
}

function categoryFirst([a], [b]) {
  return (b === 'category') - (a === 'category') || a.localeCompare(b);
}

function answer(image, name, attribute, page, state, set) {
  const open = state.open === name;
  return [
    h(
      'div',
      { class: 'attribute', 'data-test': 'attribute', 'data-key': name },
      h('span', { class: 'attribute-name', id: `attribute-${name}` }, title(name)),
      button(
        [h('span', { 'data-test': 'attribute-text' }, attribute.value), sureness(attribute)],
        {
          class: 'attribute-value',
          'aria-expanded': String(open),
          'aria-describedby': `attribute-${name}`,
          'data-test': 'attribute-value',
          'data-key': name,
        },
        () => set({ open: open ? null : name }),
      ),
      button(
        icon('edit'),
        {
          class: 'icon-button small',
          'aria-label': `Change ${title(name)}`,
          'data-test': 'attribute-edit',
          'data-key': name,
        },
        () => edit(name, set),
      ),
    ),
    open &&
      evidencePanel(
        { name: attribute.value, evidence: attribute.evidence, about: page.about },
        attribute.locked && unlock(image, name, page),
      ),
  ];
}

function edit(name, set) {
  set({ editing: name, open: null });
  document.getElementById('attribute-input').select();
}

function unlock(image, name, page) {
  return button(
    'Let Vitrine decide again',
    { class: 'button small', 'data-test': 'attribute-unlock', 'data-key': name },
    () => page.act(() => api.unlockAttribute(image.imageId, name), `${title(name)} is unlocked`),
  );
}

function editor(image, name, attribute, page, set) {
  const input = h('input', {
    id: 'attribute-input',
    class: 'input',
    list: 'known-values',
    value: attribute.value,
    'aria-label': title(name),
    autocomplete: 'off',
    'data-test': 'attribute-input',
  });
  const cancel = button(
    'Cancel',
    { class: 'button quiet small', 'data-test': 'attribute-cancel' },
    () => set({ editing: null }),
  );
  const form = h(
    'form',
    { class: 'attribute editing' },
    h('span', { class: 'attribute-name' }, title(name)),
    input,
    h(
      'datalist',
      { id: 'known-values' },
      page.valuesOf(name).map((value) => h('option', { value })),
    ),
    h('button', { class: 'button primary small', 'data-test': 'attribute-save' }, 'Save'),
    cancel,
  );
  form.addEventListener(
    'keydown',
    (event) => event.key === 'Escape' && (event.stopPropagation(), set({ editing: null })),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const value = input.value.trim();
    if (value) save(image, name, value, page, set);
  });
  return form;
}

async function save(image, name, value, page, set) {
  set({ editing: null });
  await page.act(
    () => api.putAttribute(image.imageId, name, value),
    `${title(name)} is ${value} now`,
  );
}
