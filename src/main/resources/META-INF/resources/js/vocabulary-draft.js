/** Edits the live vocabulary on the page: changes are collected, tried on pictures, and made live at once. */
import { openDialog } from './dialog.js';
import { button, fill, h } from './dom.js';
import { draftedFields } from './drafts.js';
import { undoable } from './undo.js';
import { nameOf } from './vocabulary-diff.js';
import { at, withEntry, withMore, withWords, without, wordsIn } from './vocabulary-edit.js';
import { plural } from './words.js';

const LONGEST = 100;
const LONGEST_LIST = 1000;

/**
 * @param {object} on `show(vocabulary)` draws the vocabulary as it would be. `tried(file, base, done)` says
 *     what a vocabulary would change, and offers to make it live in place of the one of the id `base`;
 *     `done` is called when it is. `changed()` is called when what was tried is not the draft any more.
 *     `drafts` keep what is half typed, see `Drafts.of`
 * @returns {{element: HTMLElement, begin: (live: object) => void, edit: (place: Array) => void,
 *     add: (place: Array) => void, hasChanges: () => boolean}} the line about the changes, and what starts and
 *     changes a draft
 */
export function vocabularyDraft(on) {
  const element = h('div', { class: 'draft', hidden: true, role: 'status', 'data-test': 'vocabulary-draft' });
  let live = null;
  /** The vocabulary that is edited, then one for each change. */
  let steps = [];

  const draft = () => steps.at(-1);

  function become(next) {
    steps = next;
    on.changed();
    draw();
  }

  const step = (next) => become([...steps, next]);

  function draw() {
    const changes = steps.length - 1;
    on.show(draft());
    element.hidden = changes === 0;
    const isOfLive = idOf(steps[0]) === idOf(live);
    fill(element, [
      h(
        'p',
        {},
        h('b', {}, plural(changes, 'change')),
        isOfLive ? ' of the vocabulary, not live yet.' : ` of ${steps[0].version}, but ${live.version} is live now.`,
      ),
      h(
        'div',
        { class: 'draft-actions' },
        isOfLive && button('See what it changes', { class: 'button primary small', 'data-test': 'vocabulary-try' }, () => tried()),
        button('Undo the last', { class: 'button small', 'data-test': 'vocabulary-undo' }, () => become(steps.slice(0, -1))),
        button('Discard', { class: 'button quiet small', 'data-test': 'vocabulary-discard' }, discard),
      ),
    ]);
  }

  function discard() {
    const before = steps;
    become([live]);
    undoable(`${plural(before.length - 1, 'change')} discarded`, async () => {
      if (steps.length > 1) throw new Error('There are newer changes. Discard them first.');
      become(before);
    });
  }

  function tried() {
    const file = new File([JSON.stringify(draft())], 'your changes.json', { type: 'application/json' });
    return on.tried(file, idOf(steps[0]), () => {
      steps = [];
    });
  }

  /** The fields of an entry, with what was typed in them before Escape closed their dialog. `ended` makes a button of it forget that. */
  function keptFields(entry, place) {
    const fields = fieldsOf(entry, place);
    const forget = draftedFields(fields.inputs, on.drafts.of(`vocabulary ${place.join()}`));
    const ended = (act = () => {}) => async () => {
      act();
      forget();
    };
    return { fields, ended };
  }

  function edit(place) {
    const entry = at(draft(), place);
    const { fields, ended } = keptFields(entry, place);
    const alone = lostWith(draft(), place);
    const save = () => {
      const changed = withWords(entry, fields.words());
      if (JSON.stringify(changed) !== JSON.stringify(withWords(entry, {}))) step(withEntry(draft(), place, changed));
    };
    openDialog({
      title: entry.title ?? nameOf(entry),
      content: [
        ...fields.elements,
        alone.length > 0 && h('p', { class: 'hint' }, `If you remove it, these questions go too, as they are asked of nothing else: ${alone.join(', ')}`),
      ],
      actions: [
        { label: 'Cancel', run: ended() },
        { label: 'Remove', danger: true, test: 'vocabulary-entry-remove', run: ended(() => step(without(draft(), place))) },
        { label: 'Keep', primary: true, test: 'vocabulary-entry-save', isReady: fields.isReady, run: ended(save) },
      ],
    });
  }

  function add(place) {
    const { fields, ended } = keptFields('', place);
    openDialog({
      title: `Add a ${{ values: 'value', tags: 'tag', categories: 'category' }[place.at(-1)]}`,
      content: fields.elements,
      actions: [
        { label: 'Cancel', run: ended() },
        {
          label: 'Add',
          primary: true,
          test: 'vocabulary-entry-save',
          isReady: fields.isReady,
          run: ended(() => step(withMore(draft(), place, withWords('', fields.words())))),
        },
      ],
    });
  }

  return {
    element,
    edit,
    add,
    hasChanges: () => steps.length > 1,
    /** Starts from the live vocabulary; changes that are not live yet stay. */
    begin(now) {
      live = now;
      if (steps.length < 2) steps = [live];
      draw();
    },
  };
}

const idOf = ({ name, version }) => `${name}@${version}`;

/** Titles of the attributes that go with an entry. */
function lostWith(vocabulary, place) {
  if (place[0] !== 'categories') return [];
  const left = new Set(without(vocabulary, place).attributes.map(nameOf));
  return (vocabulary.attributes ?? []).filter((one) => !left.has(one.name)).map((one) => one.title ?? one.name);
}

/** The fields of an entry: an attribute has a title, everything else a name and other words for it. */
function fieldsOf(entry, place) {
  const isAttribute = place.length === 2 && place[0] === 'attributes';
  const text = (label, value, test, hint, more = {}) => {
    const attributes = { class: 'input', maxlength: LONGEST, value: value ?? '', autocomplete: 'off', 'data-test': test };
    const input = h('input', { ...attributes, ...more });
    return { input, element: h('label', { class: 'field' }, h('span', {}, label), input, hint && h('small', {}, hint)) };
  };
  if (isAttribute) {
    const called = text('What the page calls it', entry.title ?? entry.name, 'vocabulary-entry-title');
    return {
      elements: [called.element],
      inputs: [called.input],
      isReady: () => true,
      words() {
        const title = called.input.value.trim();
        return { title: title === entry.name && !entry.title ? '' : title };
      },
    };
  }
  const name = text('Name', nameOf(entry), 'vocabulary-entry-name', 'What the model is asked for, in English', {
    required: true,
    pattern: '.*\\S.*',
  });
  const shop = text("Your shop's name for it", entry.shopName, 'vocabulary-entry-shop', 'Shown and exported instead of the name');
  const also = text('Also called', (entry.synonyms ?? []).join(', '), 'vocabulary-entry-synonyms', 'Other words, with commas between them', {
    maxlength: LONGEST_LIST,
  });
  const banned = h('input', { type: 'checkbox', checked: Boolean(entry.banned), 'data-test': 'vocabulary-entry-banned' });
  return {
    elements: [name.element, shop.element, also.element, h('label', {}, banned, ' Never say this of a picture')],
    inputs: [name, shop, also].map(({ input }) => input),
    isReady: () => name.input.reportValidity(),
    words: () => ({
      name: name.input.value.trim(),
      shopName: shop.input.value.trim(),
      synonyms: wordsIn(also.input.value, entry.synonyms),
      banned: banned.checked,
    }),
  };
}
