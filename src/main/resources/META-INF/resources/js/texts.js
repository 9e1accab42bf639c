/** The words for the listing: title, alt text and caption, which a seller may write by hand. */
import { standInNote } from './about.js';
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { copy } from './say.js';
import { section } from './section.js';
import { focusText, isLocked, rewriteButton, textForm, textLabel } from './text-form.js';
import { isSettled } from './words.js';

/** The texts of this section. */
const ONES = ['title', 'altText', 'caption'];

/** Values of `data-test`. */
const TESTS = { title: 'title', altText: 'alt-text' };

export function textsSection(page) {
  const state = { editing: new Set(page.drafts.names().filter((name) => ONES.includes(name))) };
  const shown = (i) => [
    i.caption,
    i.title,
    i.altText,
    i.lockedTexts,
    i.status,
    i.prompt?.evidence,
    Boolean(i.waiting),
  ];
  return section({ test: 'texts' }, shown, (image, redraw) => {
    /** A form in which something is typed stays open beside another. */
    const edit = (name) => {
      state.editing = new Set([...state.editing].filter((one) => page.drafts.get(one) !== null)).add(name);
      redraw();
    };
    const close = (name) => {
      state.editing.delete(name);
      redraw();
    };
    return render(image, { page, state, edit, close });
  });
}

const pendingWords = (image) =>
  image.waiting ? 'This picture waits for its turn' : 'Vitrine is looking at this picture';

function render(image, ask) {
  if (!isSettled(image) && !image.caption && !image.altText)
    return [h('p', { class: 'caption pending' }, pendingWords(image))];
  return [
    caption(image, ask),
    h(
      'div',
      { class: 'listing', 'data-test': 'listing' },
      h('h2', {}, 'For your listing'),
      text('title', image, ask),
      text('altText', image, ask),
      h('p', { class: 'hint' }, image.title ? FROM_FACTS : NOTHING_NAMES_IT),
    ),
  ];
}

const FROM_FACTS =
  'Vitrine writes these from what is accepted below: category, attributes, tags and measured colors. They change when you correct something there; what you write here yourself stays.';
const NOTHING_NAMES_IT =
  'Nothing accepted says what this is. Choose a category or add a tag below, or write the title yourself.';

function caption(image, ask) {
  if (ask.state.editing.has('caption')) return form('caption', image, ask);
  const words = image.caption;
  return h(
    'div',
    { class: 'caption-row', 'data-key': 'caption' },
    words
      ? h('p', { class: 'caption', 'data-test': 'caption' }, words)
      : h('p', { class: 'caption pending' }, 'No caption'),
    editButton('caption', ask),
    lock('caption', image, ask),
    words && !isLocked(image, 'caption') && standInNote(ask.page.about, image.prompt?.evidence),
  );
}

function text(name, image, ask) {
  if (ask.state.editing.has(name)) return form(name, image, ask);
  const words = image[name];
  const test = TESTS[name];
  const copying = {
    class: 'button quiet small',
    'data-test': `copy-${test}`,
    'aria-label': `Copy the ${textLabel(name).toLowerCase()}`,
  };
  return h(
    'div',
    { class: 'listing-text', 'data-key': name },
    h('h3', {}, textLabel(name)),
    words ? h('p', { 'data-test': test }, words) : h('p', { class: 'hint' }, 'None yet'),
    h(
      'span',
      { class: 'listing-actions' },
      words && button([icon('copy'), 'Copy'], copying, () => copy(words, textLabel(name))),
      editButton(name, ask),
      lock(name, image, ask),
    ),
  );
}

function editButton(name, { edit }) {
  const attributes = {
    class: 'icon-button small',
    'aria-label': `Write the ${textLabel(name).toLowerCase()} by hand`,
    title: 'Write by hand',
    'data-test': 'text-edit',
    'data-key': name,
  };
  return button(icon('edit'), attributes, () => {
    edit(name);
    focusText(name);
  });
}

/** Shows that a person wrote the text, and lets Vitrine write it again. */
const lock = (name, image, { page }) =>
  rewriteButton(image, name, page, {
    class: 'link by-person',
    title: 'You wrote this. Vitrine does not change it.',
  });

const form = (name, image, { page, edit, close }) =>
  textForm({ imageId: image.imageId, name, value: image[name] ?? '' }, page, {
    closed: () => close(name),
    opened: () => edit(name),
  });
