/** Pictures of an export by product. Needs no browser. */
import { plural } from './words.js';

const MOST_NAMED = 3;

/**
 * Cuts a list of pictures into portions, so that a product's pictures are in one of them unless
 * they are more than fit.
 *
 * @param {string[]} ids
 * @param {(id: string) => string|undefined} productOf its SKU, if it has one and it is known
 * @param {number} most ids of a portion
 * @returns {string[][]}
 */
export function portions(ids, productOf, most) {
  const cut = [[]];
  for (const group of groupsOf(ids, productOf)) {
    if (cut.at(-1).length + group.length > most) cut.push([]);
    for (const id of group) {
      if (cut.at(-1).length === most) cut.push([]);
      cut.at(-1).push(id);
    }
  }
  return cut.filter((portion) => portion.length > 0);
}

/** @returns {string|null} which products `portions` cuts, for the seller; null if none */
export function cutWords(ids, productOf, most) {
  const cut = groupsOf(ids, productOf).filter((group) => group.length > most);
  if (cut.length === 0) return null;
  const names = cut.slice(0, MOST_NAMED).map(([id]) => productOf(id));
  const all = names.join(', ') + (cut.length > MOST_NAMED ? ' and more' : '');
  return `More than ${most} photos are selected of ${all}: the file has them in several parts, each with the product's texts. To get one part, filter by this product and export all that is shown.`;
}

/**
 * Cuts a list of pictures in two, between products.
 *
 * @param {(id: string) => string|undefined} productOf as `portions` takes it
 * @returns {string[][]} one list if all are of one product
 */
export function halves(ids, productOf) {
  const [first, second] = [[], []];
  for (const group of groupsOf(ids, productOf)) {
    const fits = first.length + group.length <= Math.ceil(ids.length / 2);
    const isInFirst = first.length === 0 || (fits && second.length === 0);
    (isInFirst ? first : second).push(...group);
  }
  return [first, second].filter((half) => half.length > 0);
}

function groupsOf(ids, productOf) {
  const groups = new Map();
  for (const id of ids) {
    const product = productOf(id)?.toLowerCase() ?? `\n${id}`;
    groups.set(product, [...(groups.get(product) ?? []), id]);
  }
  return [...groups.values()];
}

/**
 * @param {string[]} headers what each part of an export says of products: `2; mug-1, mug-7`
 * @returns {string|null} a sentence for the seller; null if there is no such product
 */
export function conflictWords(headers) {
  const parts = headers.map((header) => header.split('; '));
  const count = parts.reduce((sum, [number]) => sum + Number(number), 0);
  if (count === 0) return null;
  const names = parts.flatMap(([, handles]) => handles.split(', '));
  const some = names.slice(0, MOST_NAMED).join(', ') + (count > MOST_NAMED ? ' and more' : '');
  const have = count === 1 ? 'has' : 'have';
  return `${plural(count, 'product')} ${have} photos that disagree, or another's handle: ${some}. The file has the first photo's value, or a free handle.`;
}
