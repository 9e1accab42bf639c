/** Tags, and what may become one: suggestions to accept or dismiss. */
import * as api from './api.js';
import { standInNotes } from './about.js';
import { button, h } from './dom.js';
import { evidencePanel, sureness } from './evidence.js';
import { icon } from './icons.js';
import { galleryHref } from './router.js';
import { section } from './section.js';
import { isRendered, isSettled, percent, title } from './words.js';

export function tagsSection(page) {
  let open = null;

  function render(image, redraw) {
    const tags = image.tags ?? [];
    if (tags.length === 0 && (!isSettled(image) || !isRendered(image))) return [];
    const explained = tags.find((tag) => tag.label === open);
    const toggle = (label) => {
      open = open === label ? null : label;
      redraw();
    };
    return [
      tags.length === 0 && h('p', { class: 'hint' }, 'Nothing here is sure enough to be claimed.'),
      h(
        'ul',
        { class: 'chips' },
        tags.map((tag) => chip(image, tag, tag === explained, toggle, page)),
      ),
      explained &&
        evidencePanel(
          { name: explained.label, evidence: explained.evidence, about: page.about },
          h(
            'a',
            { class: 'link', href: galleryHref({ tag: explained.label }), 'data-test': 'similar' },
            'Pictures with this tag',
          ),
        ),
      adder(image, page),
    ];
  }

  const note = (image) => standInNotes(page.about, image.tags ?? []);
  return section(
    { title: 'Tags', test: 'tags', note },
    (image) => [image.tags, image.status, image.width],
    render,
  );
}

function chip(image, tag, explained, toggle, page) {
  const remove = () =>
    page.act(() => api.refuseTag(image.imageId, tag.label), `Tag ${tag.label} removed`);
  return h(
    'li',
    { class: explained ? 'chip on' : 'chip' },
    button(
      [h('span', {}, tag.label), sureness(tag)],
      {
        class: 'chip-main',
        'aria-expanded': String(explained),
        'data-test': 'tag',
        'data-key': tag.label,
      },
      () => toggle(tag.label),
    ),
    button(
      icon('close'),
      {
        class: 'chip-end',
        'aria-label': `Remove tag ${tag.label}`,
        'data-test': 'tag-remove',
        'data-key': tag.label,
      },
      remove,
    ),
  );
}

function adder(image, page) {
  const known = page.valuesOf('tag').map((value) => h('option', { value }));
  const input = h('input', {
    class: 'input',
    list: 'known-tags',
    maxlength: 60,
    placeholder: 'Add a tag',
    'aria-label': 'Add a tag',
    autocomplete: 'off',
    'data-test': 'tag-input',
  });
  const form = h(
    'form',
    { class: 'adder' },
    input,
    h('datalist', { id: 'known-tags' }, known),
    h('button', { class: 'button small', 'data-test': 'tag-add' }, 'Add'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const label = input.value.trim();
    if (!label) return;
    input.value = '';
    page.act(() => api.putTag(image.imageId, label), `Tag ${label} added`);
  });
  return form;
}

export function suggestionsSection(page) {
  const render = (image) => {
    const suggestions = image.suggestions ?? [];
    if (suggestions.length === 0) return [];
    return [
      h('p', { class: 'hint' }, 'Likely, but not sure enough to be claimed. You decide.'),
      h(
        'ul',
        { class: 'chips' },
        suggestions.map((one) => suggestionChip(image, one, page)),
      ),
    ];
  };
  return section(
    { title: 'Suggestions', test: 'suggestions' },
    (image) => image.suggestions,
    render,
  );
}

function suggestionChip(image, { attribute, label, score }, page) {
  const words = attribute ? `${title(attribute)}: ${label}` : label;
  const id = image.imageId;
  const put = () => (attribute ? api.putAttribute(id, attribute, label) : api.putTag(id, label));
  const accept = () => page.act(put, `${words} accepted`);
  const dismiss = () => page.act(() => api.refuseTag(id, label), `${words} dismissed`);
  const sure = h('span', { class: 'sure' }, percent(score));
  return h(
    'li',
    { class: 'chip maybe', 'data-test': 'suggestion', 'data-key': label },
    h('span', { class: 'chip-main' }, h('span', {}, words), sure),
    decision('Accept', 'check', 'chip-end yes', { label, words }, accept),
    decision('Dismiss', 'close', 'chip-end', { label, words }, dismiss),
  );
}

function decision(verb, sign, look, { label, words }, decide) {
  const attributes = {
    class: look,
    title: verb,
    'aria-label': `${verb} ${words}`,
    'data-test': `suggestion-${verb.toLowerCase()}`,
    'data-key': label,
  };
  return button(icon(sign), attributes, decide);
}
