/** The conditions of the present filter, each with the way to be rid of it. */
import { conditionsOf, facetOf, toggled } from './conditions.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { galleryHref } from './router.js';
import { STATUS, WORK, title } from './words.js';

/** @returns {Array<HTMLElement>} `or` stands between values of one attribute */
export function filterChips(filter) {
  const conditions = conditionsOf(filter);
  return conditions.flatMap((one, i) => [
    i > 0 && isAlternative(conditions[i - 1], one) && h('span', { class: 'chip-or' }, 'or'),
    chip(filter, one),
  ]);
}

const isAlternative = (before, one) =>
  before.kind === 'attribute' && one.kind === 'attribute' && facetOf(before)?.name === facetOf(one)?.name;

function chip(filter, condition) {
  const words = wordsFor(condition);
  return h(
    'a',
    {
      class: 'chip active',
      href: galleryHref(toggled(filter, condition.kind, condition.value)),
      'aria-label': `Remove the filter ${words}`,
      'data-test': 'active-filter',
      'data-key': `${condition.kind}:${condition.value}`,
    },
    words,
    icon('close'),
  );
}

function wordsFor({ kind, value }) {
  const facet = kind === 'attribute' && facetOf({ kind, value });
  return {
    status: STATUS[value] ?? value,
    work: WORK[value] ?? value,
    text: `"${value}"`,
    product: `Product ${value}`,
    from: `From ${value}`,
    to: `Before ${value}`,
    attribute: facet ? `${title(facet.name)}: ${facet.value}` : value,
  }[kind] ?? value;
}
