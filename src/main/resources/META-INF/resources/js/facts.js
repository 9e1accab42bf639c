/** The measurements of a picture: its colors, and its file. */
import { button, h } from './dom.js';
import { copy } from './say.js';
import { section } from './section.js';
import { STATUS, percent, size, title, when } from './words.js';

export function colorsSection() {
  return section(
    { title: 'Colors', test: 'colors' },
    (image) => [image.colors, image.background],
    renderColors,
  );
}

function renderColors({ colors, background }) {
  if (!colors?.length) return [];
  const one = ({ name, hex, share }) => {
    const chip = h('span', { class: 'color-chip' });
    chip.style.backgroundColor = hex;
    const element = button(
      [
        chip,
        h('span', { class: 'color-name' }, h('span', { class: 'sr' }, 'Copy '), name),
        h('code', {}, hex),
        h('span', { class: 'sure' }, percent(share)),
      ],
      { class: 'color', 'data-test': 'color', 'data-key': hex },
      () => copy(hex, hex),
    );
    return h('li', {}, element);
  };
  return [
    h('ul', { class: 'colors' }, colors.map(one)),
    h(
      'p',
      { class: 'hint' },
      'Measured from the pixels. Click to copy.',
      background && ` Background: ${background}.`,
    ),
  ];
}

export function factsSection() {
  const shown = (i) => [
    i.format,
    i.width,
    i.height,
    i.bytes,
    i.uploadedAt,
    i.finishedAt,
    i.key,
    i.status,
  ];
  return section({ title: 'File', test: 'facts' }, shown, renderFacts);
}

function renderFacts(image) {
  const row = (term, value) => value && [h('dt', {}, term), h('dd', {}, value)];
  return [
    h(
      'dl',
      { class: 'facts-list' },
      row(
        'Status',
        h('span', { 'data-test': 'status' }, STATUS[image.status] ?? title(image.status)),
      ),
      row('Size', image.width && `${image.width} × ${image.height} px`),
      row(
        'File',
        [image.format?.toUpperCase(), image.bytes && size(image.bytes)].filter(Boolean).join(', '),
      ),
      row('Uploaded', when(image.uploadedAt)),
      row('Finished', when(image.finishedAt)),
      row('Key', h('code', {}, image.key)),
    ),
  ];
}
