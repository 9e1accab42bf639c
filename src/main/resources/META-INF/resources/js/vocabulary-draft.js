/** Edits the live vocabulary on the page: changes are collected, tried on pictures, and made live at once. */
import { openDialog } from './dialog.js';
import { button, fill, h } from './dom.js';
import { toast } from './say.js';
import { nameOf } from './vocabulary-diff.js';
import { at, withEntry, withMore, withWords, without, wordsIn } from './vocabulary-edit.js';
import { plural } from './words.js';

const LONGEST = 100;

/**
 * @param {(vocabulary: object) => void} show draws the vocabulary as it would be
 * @param {(file: File, base: string) => Promise} tried says what a vocabulary would change, and offers to
 *     make it live in place of the one that was edited
 * @returns {{element: HTMLElement, begin: (live: object) => void, edit: (place: Array) => void,
 *     add: (place: Array) => void}} the line about the changes, and what starts and changes a draft
 */
export function vocabularyDraft(show, tried) {
  const element = h('div', { class: 'draft', hidden: true, role: 'status', 'data-test': 'vocabulary-draft' });
  /** The live vocabulary, then one for each change. */
  let steps = [];

  const draft = () => steps.at(-1);

  function step(next) {
    steps.push(next);
    draw();
  }

  function draw() {
    const changes = steps.length - 1;
    show(draft());
    element.hidden = changes === 0;
    fill(element, [
      h('p', {}, h('b', {}, plural(changes, 'change')), ' of the vocabulary, not live yet.'),
      h('div', { class: 'draft-actions' },
        button('See what it changes', { class: 'button primary small', 'data-test': 'vocabulary-try' }, () => tried(file(), idOf(steps[0]))),
        button('Undo the last', { class: 'button small', 'data-test': 'vocabulary-undo' }, () => take(1)),
        button('Discard', { class: 'button quiet small', 'data-test': 'vocabulary-discard' }, () => take(changes))),
    ]);
  }

  function take(many) {
    steps = steps.slice(0, steps.length - many);
    draw();
  }

  const file = () => new File([JSON.stringify(draft())], 'your changes.json', { type: 'application/json' });

  function edit(place) {
    const entry = at(draft(), place);
    const fields = fieldsOf(entry, place);
    const save = () => {
      const words = fields.words();
      if (!words) return;
      const changed = withWords(entry, words);
      if (JSON.stringify(changed) !== JSON.stringify(withWords(entry, {}))) step(withEntry(draft(), place, changed));
    };
    openDialog({
      title: entry.title ?? nameOf(entry),
      content: fields.elements,
      actions: [
        { label: 'Cancel' },
        { label: 'Remove', danger: true, test: 'vocabulary-entry-remove', run: async () => step(without(draft(), place)) },
        { label: 'Keep', primary: true, test: 'vocabulary-entry-save', run: async () => save() },
      ],
    });
  }

  function add(place) {
    const fields = fieldsOf('', place);
    openDialog({
      title: place.at(-1) === 'values' ? 'Add a value' : place.at(-1) === 'tags' ? 'Add a tag' : 'Add a category',
      content: fields.elements,
      actions: [
        { label: 'Cancel' },
        {
          label: 'Add',
          primary: true,
          test: 'vocabulary-entry-save',
          run: async () => {
            const words = fields.words();
            if (words) step(withMore(draft(), place, withWords('', words)));
          },
        },
      ],
    });
  }

  return {
    element,
    edit,
    add,
    /** Starts from the live vocabulary; changes of this same version that are not live yet stay. */
    begin(live) {
      if (steps[0]?.version !== live.version) steps = [live];
      draw();
    },
  };
}

/** The fields of an entry: an attribute has a title, everything else a name and other words for it. */
function fieldsOf(entry, place) {
  const isAttribute = place.length === 2 && place[0] === 'attributes';
  const text = (label, value, test, hint) => {
    const input = h('input', { class: 'input', maxlength: 1000, value: value ?? '', autocomplete: 'off', 'data-test': test });
    return { input, element: h('label', { class: 'field' }, h('span', {}, label), input, hint && h('small', {}, hint)) };
  };
  if (isAttribute) {
    const called = text('What the page calls it', entry.title ?? entry.name, 'vocabulary-entry-title');
    return {
      elements: [called.element],
      words() {
        const title = short(called.input.value);
        return { title: title === entry.name && !entry.title ? '' : title };
      },
    };
  }
  const name = text('Name', nameOf(entry), 'vocabulary-entry-name', 'What the model is asked for, in English');
  const shop = text("Your shop's name for it", entry.shopName, 'vocabulary-entry-shop', 'Shown and exported instead of the name');
  const also = text('Also called', (entry.synonyms ?? []).join(', '), 'vocabulary-entry-synonyms', 'Other words, with commas between them');
  const banned = h('input', { type: 'checkbox', checked: Boolean(entry.banned), 'data-test': 'vocabulary-entry-banned' });
  return {
    elements: [name.element, shop.element, also.element, h('label', { class: 'field-choice' }, banned, ' Never say this of a picture')],
    words() {
      const called = short(name.input.value);
      if (!called) toast('Nothing was changed: the name was empty.');
      return called && { name: called, shopName: short(shop.input.value), synonyms: wordsIn(also.input.value), banned: banned.checked };
    },
  };
}

const idOf = ({ name, version }) => `${name}@${version}`;

const short = (words) => words.trim().slice(0, LONGEST);
