/** A product in brief: its main picture, its next ones, and what they disagree on. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { galleryHref, pictureHref } from './router.js';
import { thumb } from './thumb.js';
import { fileName, plural } from './words.js';

/**
 * @param {{sku: string, title?: string, count: number, pictures: Array, conflicts: string[]}} product
 * @param {Questions} questions names the facts
 */
export function productCard(product, questions) {
  const { sku, title, count, pictures, conflicts } = product;
  const [main, ...others] = pictures;
  return h(
    'li',
    { class: 'product-card', 'data-test': 'product-card', 'data-key': sku },
    picture(main, 'product-main'),
    h(
      'h2',
      { class: 'card-name' },
      h(
        'a',
        { class: 'product-link', href: galleryHref({ product: sku }), 'data-test': 'product-card-link', title: title ?? sku },
        title ?? sku,
      ),
    ),
    h('p', { class: 'hint product-sku' }, `${sku}, ${plural(count, 'photo')}`),
    others.length > 0 && h('ul', { class: 'product-photos' }, [...others.map(photo), rest(product)]),
    conflicts.length > 0 &&
      h(
        'p',
        { class: 'product-conflict', 'data-test': 'product-card-conflict' },
        icon('warn'),
        `Its photos disagree on ${conflicts.map((fact) => factWords(fact, questions)).join(', ')}.`,
      ),
  );
}

const factWords = (fact, questions) => (fact === 'title' ? 'the title' : questions.title(fact));

const photo = (one) => h('li', {}, picture(one, 'product-other'));

const rest = ({ count, pictures }) =>
  count > pictures.length && h('li', { class: 'hint' }, `+${count - pictures.length}`);

/** A picture that leads to its page. */
export const picture = (one, test) =>
  h(
    'a',
    {
      class: test,
      href: pictureHref(one.imageId),
      title: fileName(one),
      'aria-label': fileName(one),
      'data-test': test,
      'data-key': one.imageId,
    },
    thumb(one, { size: 256, alt: '' }),
  );
