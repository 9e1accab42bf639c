/** The tags of a picture, and suggested ones. */
import * as api from './api.js';
import { standInNotes } from './about.js';
import { button, h } from './dom.js';
import { drafted } from './drafts.js';
import { evidencePanel, evidenceWords, sureness } from './evidence.js';
import { icon } from './icons.js';
import { galleryHref } from './router.js';
import { section } from './section.js';
import { suggestionChip } from './suggestions.js';
import { isDescribed, isRendered } from './words.js';

/** Where tagging may have failed, there may be no scores. */
const NO_TAG = { partial: 'None yet', failed: 'None yet' };

export function tagsSection(page) {
  let open = null;

  function render(image, redraw) {
    const tags = image.tags ?? [];
    if (tags.length === 0 && (!isDescribed(image) || !isRendered(image))) return [];
    const explained = tags.find((tag) => tag.label === open);
    const toggle = (label) => {
      open = open === label ? null : label;
      redraw();
    };
    return [
      tags.length === 0 && h('p', { class: 'hint' }, NO_TAG[image.status] ?? 'No tag has a high enough score.'),
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
      maybe(image, page),
      adder(image, page),
    ];
  }

  const note = (image) => standInNotes(page.about, image.tags ?? []);
  return section(
    { title: 'Tags', test: 'tags', note },
    (image) => [image.tags, image.suggestions, image.status, image.width],
    render,
  );
}

function chip(image, tag, explained, toggle, page) {
  const remove = () =>
    page.correct(() => api.refuseTag(image.imageId, tag.label), `Tag ${tag.label} removed`);
  return h(
    'li',
    { class: explained ? 'chip on' : 'chip' },
    button(
      [h('span', {}, tag.label), sureness(tag)],
      {
        class: 'chip-main',
        title: evidenceWords(tag.evidence),
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

/** The suggested tags. */
function maybe(image, page) {
  const likely = (image.suggestions ?? []).filter((one) => !one.attribute);
  if (likely.length === 0) return null;
  return h(
    'div',
    { class: 'maybe', 'data-test': 'suggestions' },
    h('h3', {}, 'Perhaps'),
    h(
      'ul',
      { class: 'chips' },
      likely.map((one) => suggestionChip(image, one, page)),
    ),
  );
}

function adder(image, page) {
  const known = page.valuesOf('tag').map((value) => h('option', { value }));
  const input = h('input', {
    class: 'input',
    list: 'known-tags',
    maxlength: 100,
    placeholder: 'Add a tag',
    'aria-label': 'Add a tag',
    autocomplete: 'off',
    'data-test': 'tag-input',
  });
  const form = h(
    'form',
    { class: 'adder' },
    drafted(input, 'tag', page.drafts),
    h('datalist', { id: 'known-tags' }, known),
    h('button', { class: 'button small', 'data-test': 'tag-add' }, 'Add'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const label = input.value.trim();
    if (!label) return input.focus();
    // The field keeps its word until the tag is there: while Vitrine is away nothing is lost.
    page.correct(
      async () => {
        const added = await api.putTag(image.imageId, label);
        const field = input.isConnected ? input : document.querySelector('[data-test=tag-input]');
        if (field?.value.trim() === label) field.value = '';
        if (page.drafts.get('tag')?.trim() === label) page.drafts.put('tag', null);
        return added;
      },
      `Tag ${label} added`,
    );
  });
  return form;
}
