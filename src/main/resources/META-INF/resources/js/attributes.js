/** The attributes of a picture, the category first, with their evidence; the seller corrects them. */
import * as api from './api.js';
import { standInNotes } from './about.js';
import { answerForm, focusAnswer } from './answer-form.js';
import { button, h } from './dom.js';
import { evidencePanel, evidenceWords, sureness } from './evidence.js';
import { icon } from './icons.js';
import { section } from './section.js';
import { suggestionChip } from './suggestions.js';
import { isRendered, isSettled, title } from './words.js';

const CATEGORY = 'category';
/** The department follows from the category and is shown with it. */
const DEPARTMENT = 'department';

const REASON = {
  unlikely: 'No value has a high enough score',
  close: 'Two values have nearly the same score',
  not_calibrated: 'This model was never calibrated, so its values are only suggested',
};

export function attributesSection(page) {
  const state = { open: null, editing: null };

  function render(image, redraw) {
    if (!isRendered(image) || !isSettled(image)) return [];
    const set = (change) => {
      Object.assign(state, change);
      redraw();
      if (change.editing) focusAnswer();
    };
    const ask = { image, page, state, set };
    const names = answered(image);
    const open = (image.notSure ?? []).filter((one) => !names.includes(one.attribute));
    const likely = open.filter((one) => suggested(image, one.attribute).length > 0);
    const quiet = open.filter((one) => !likely.includes(one));
    const rows = [...names, ...likely.map((one) => one.attribute)].sort(categoryFirst);
    return [
      h(
        'div',
        { class: 'attributes' },
        rows.map((name) => row(name, ask)),
      ),
      notSure(quiet, ask),
      another([...rows, ...quiet.map((one) => one.attribute)], ask),
    ];
  }

  const note = (image) => standInNotes(page.about, Object.values(image.attributes ?? {}));
  const shown = (i) => [i.attributes, i.suggestions, i.notSure, i.status, page.questions.id];
  return section({ title: 'Attributes', test: 'attributes', note }, shown, render);
}

const answered = (image) => Object.keys(image.attributes ?? {}).filter((n) => n !== DEPARTMENT);

const suggested = (image, name) =>
  (image.suggestions ?? []).filter((one) => one.attribute === name);

function categoryFirst(a, b) {
  return (b === CATEGORY) - (a === CATEGORY) || a.localeCompare(b);
}

function row(name, ask) {
  const attribute = ask.image.attributes?.[name];
  if (ask.state.editing === name) return editor(name, attribute?.value ?? null, ask);
  return [
    attribute ? answer(name, attribute, ask) : question(name, ask),
    ask.state.open === name && attribute && evidence(name, attribute, ask),
  ];
}

function answer(name, attribute, { image, page, state, set }) {
  const open = state.open === name;
  const value = button(
    [h('span', { 'data-test': 'attribute-text' }, attribute.value), sureness(attribute)],
    {
      class: 'attribute-value',
      title: evidenceWords(attribute.evidence),
      'aria-expanded': String(open),
      'aria-describedby': `attribute-${name}`,
      'data-test': 'attribute-value',
      'data-key': name,
    },
    () => set({ open: open ? null : name }),
  );
  return frame(
    name,
    page,
    [
      name === CATEGORY && path(image, attribute, page),
      value,
      chips(suggested(image, name), image, page),
    ],
    change(name, page, set),
  );
}

/** The row of an attribute without a value: its suggestions. */
function question(name, { image, page, set }) {
  return frame(
    name,
    page,
    [
      h('span', { class: 'attribute-open', title: reasonOf(image, name) }, 'Not sure. Perhaps:'),
      chips(suggested(image, name), image, page),
    ],
    change(name, page, set),
  );
}

function frame(name, page, content, action) {
  return h(
    'div',
    { class: 'attribute', 'data-test': 'attribute', 'data-key': name },
    h('span', { class: 'attribute-name', id: `attribute-${name}` }, page.questions.title(name)),
    h('div', { class: 'attribute-body' }, content),
    action,
  );
}

/** Where a category stands in the tree; its department, if the vocabulary does not know it. */
function path(image, attribute, page) {
  const above = page.questions.above(attribute.value);
  const department = image.attributes[DEPARTMENT]?.value;
  const names = above.length || department === attribute.value ? above : [department];
  const words = names.filter(Boolean).join(' › ');
  return words && h('span', { class: 'attribute-path', 'data-test': 'department' }, words);
}

const chips = (likely, image, page) =>
  likely.length > 0 &&
  h(
    'ul',
    { class: 'chips small' },
    likely.map((one) => suggestionChip(image, one, page)),
  );

const change = (name, page, set) =>
  button(
    icon('edit'),
    {
      class: 'icon-button small',
      'aria-label': `Change ${page.questions.title(name)}`,
      title: 'Change',
      'data-test': 'attribute-edit',
      'data-key': name,
    },
    () => edit(name, page, set),
  );

function evidence(name, attribute, { image, page }) {
  const words = `${page.questions.title(name)} is unlocked`;
  const unlock = button(
    'Let Vitrine decide again',
    { class: 'button small', 'data-test': 'attribute-unlock', 'data-key': name },
    () => page.correct(() => api.unlockAttribute(image.imageId, name), words),
  );
  return evidencePanel(
    { name: attribute.value, evidence: attribute.evidence, about: page.about },
    attribute.locked && unlock,
  );
}

const reasonOf = (image, name) =>
  REASON[image.notSure?.find((one) => one.attribute === name)?.reason] ?? null;

/** The attributes without a value and without suggestions, on one line; a button sets each. */
function notSure(quiet, ask) {
  const { page, state, set } = ask;
  const open = quiet.find((one) => one.attribute === state.editing);
  if (open) return editor(open.attribute, null, ask);
  if (quiet.length === 0) return null;
  const one = ({ attribute, reason }) =>
    button(
      page.questions.title(attribute).toLowerCase(),
      {
        class: 'quiet-question',
        title: `${REASON[reason] ?? title(reason)}. Set it`,
        'data-test': 'not-sure',
        'data-key': attribute,
      },
      () => edit(attribute, page, set),
    );
  return h('p', { class: 'hint not-sure' }, 'Not sure: ', quiet.map(one));
}

/** A menu of the category's attributes that this picture does not have. */
function another(known, ask) {
  const { image, page, state, set } = ask;
  const category = image.attributes?.[CATEGORY]?.value;
  const others = page.questions.settable(category).filter((n) => !known.includes(n));
  if (others.includes(state.editing)) return editor(state.editing, null, ask);
  if (others.length === 0) return null;
  const menu = h(
    'select',
    { class: 'input adder-menu', 'aria-label': 'Add an attribute', 'data-test': 'attribute-add' },
    h('option', { value: '' }, 'Add an attribute'),
    others.map((name) => h('option', { value: name }, page.questions.title(name))),
  );
  menu.addEventListener('change', () => menu.value && edit(menu.value, page, set));
  return menu;
}

/** The answers must be known before they can be offered. */
async function edit(name, page, set) {
  await page.questions.load();
  set({ editing: name, open: null });
}

function editor(name, value, { image, page, set }) {
  const label = page.questions.title(name);
  const known = page.valuesOf(name).map((one) => ({ value: one }));
  return answerForm(
    { name, label, value, answers: page.questions.answersTo(name), known },
    {
      cancel: () => set({ editing: null }),
      save: async (answer) => {
        // The form stays until the answer is kept: while Vitrine is away nothing is lost.
        const put = () => api.putAttribute(image.imageId, name, answer);
        if (await page.correct(put, `${label} is ${answer} now`)) set({ editing: null });
      },
    },
  );
}
