/** The attributes of a picture, the category first, with their evidence; the seller corrects them. */
import * as api from './api.js';
import { standInNotes } from './about.js';
import { answerForm, focusAnswer } from './answer-form.js';
import { button, h } from './dom.js';
import { drafted } from './drafts.js';
import { evidencePanel, evidenceWords, sureness } from './evidence.js';
import { icon } from './icons.js';
import { section } from './section.js';
import { suggestionChip } from './suggestions.js';
import { toast } from './say.js';
import { isDescribed, isRendered, title } from './words.js';

const CATEGORY = 'category';
/** The department follows from the category and is shown with it. */
const DEPARTMENT = 'department';

const REASON = {
  unlikely: 'No value has a high enough score',
  close: 'Two values have nearly the same score',
  not_calibrated: 'This model was never calibrated, so its values are only suggested',
};

export function attributesSection(page) {
  const state = { open: null, editing: new Set(draftsOf(page)) };

  function render(image, redraw) {
    if (!isRendered(image) || !isDescribed(image)) return [];
    const set = (change) => {
      Object.assign(state, change);
      redraw();
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

/** How the draft of an answer is called. */
const draftOf = (name) => `attribute ${name}`;
const draftsOf = ({ drafts }) =>
  drafts.names().filter((one) => one.startsWith(draftOf(''))).map((one) => one.slice(draftOf('').length));

const answered = (image) => Object.keys(image.attributes ?? {}).filter((n) => n !== DEPARTMENT);

const suggested = (image, name) =>
  (image.suggestions ?? []).filter((one) => one.attribute === name);

function categoryFirst(a, b) {
  return (b === CATEGORY) - (a === CATEGORY) || a.localeCompare(b);
}

function row(name, ask) {
  const attribute = ask.image.attributes?.[name];
  if (ask.state.editing.has(name)) return editor(name, attribute?.value ?? null, ask);
  return [
    attribute ? answer(name, attribute, ask) : question(name, ask),
    ask.state.open === name && attribute && evidence(name, attribute, ask),
  ];
}

function answer(name, attribute, ask) {
  const { image, page, state, set } = ask;
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
    change(name, ask),
  );
}

/** The row of an attribute without a value: its suggestions. */
function question(name, ask) {
  const { image, page } = ask;
  return frame(
    name,
    page,
    [
      h('span', { class: 'attribute-open', title: reasonOf(image, name) }, 'Not sure. Perhaps:'),
      chips(suggested(image, name), image, page),
    ],
    change(name, ask),
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

const change = (name, ask) =>
  button(
    icon('edit'),
    {
      class: 'icon-button small',
      'aria-label': `Change ${ask.page.questions.title(name)}`,
      title: 'Change',
      'data-test': 'attribute-edit',
      'data-key': name,
    },
    () => edit(name, ask),
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
  const { page, state } = ask;
  const isOpen = ({ attribute }) => state.editing.has(attribute);
  const forms = quiet.filter(isOpen).map(({ attribute }) => editor(attribute, null, ask));
  if (forms.length === quiet.length) return forms;
  const one = ({ attribute, reason }) =>
    button(
      page.questions.title(attribute).toLowerCase(),
      {
        class: 'quiet-question',
        title: `${REASON[reason] ?? title(reason)}. Set it`,
        'data-test': 'not-sure',
        'data-key': attribute,
      },
      () => edit(attribute, ask),
    );
  return [...forms, h('p', { class: 'hint not-sure' }, 'Not sure: ', quiet.filter((each) => !isOpen(each)).map(one))];
}

/** A menu of the category's attributes that this picture does not have. */
function another(known, ask) {
  const { image, page, state } = ask;
  const category = image.attributes?.[CATEGORY]?.value;
  const open = [...state.editing].filter((name) => !known.includes(name));
  const forms = open.map((name) => editor(name, null, ask));
  const others = page.questions.settable(category).filter((n) => !known.includes(n) && !open.includes(n));
  if (others.length === 0) return forms;
  const menu = h(
    'select',
    { class: 'input adder-menu', 'aria-label': 'Add an attribute', 'data-test': 'attribute-add' },
    h('option', { value: '' }, 'Add an attribute'),
    others.map((name) => h('option', { value: name }, page.questions.title(name))),
  );
  menu.addEventListener('change', () => menu.value && edit(menu.value, ask));
  return [...forms, menu];
}

/** The answers must be known before they can be offered. A form in which something is typed stays open. */
async function edit(name, { page, state, set }) {
  await page.questions.load();
  const typed = [...state.editing].filter((one) => page.drafts.get(draftOf(one)) !== null);
  set({ editing: new Set([...typed, name]), open: null });
  focusAnswer(name);
}

function editor(name, value, { image, page, state, set }) {
  const close = () => {
    page.drafts.put(draftOf(name), null);
    set({ editing: new Set([...state.editing].filter((one) => one !== name)) });
  };
  const label = page.questions.title(name);
  const cancel = () => {
    const typed = page.drafts.get(draftOf(name));
    close();
    if (typed === null) return;
    const run = async () => {
      page.drafts.put(draftOf(name), typed);
      set({ editing: new Set([...state.editing, name]) });
      focusAnswer(name);
    };
    toast(`${label} not changed`, { action: { label: 'Go on editing', run } });
  };
  const known = page.valuesOf(name).map((one) => ({ value: one }));
  return answerForm(
    { name, label, value, answers: page.questions.answersTo(name), known },
    {
      cancel,
      typed: (field) => drafted(field, draftOf(name), page.drafts),
      save: async (answer) => {
        // The form stays until the answer is kept: while Vitrine is away nothing is lost.
        const put = () => api.putAttribute(image.imageId, name, answer);
        if (await page.correct(put, `${label} is ${answer} now`)) close();
      },
    },
  );
}
