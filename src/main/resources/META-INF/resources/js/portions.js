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
  return `You selected more than ${most} photos of ${all}: the file has such a product in several parts, each with its texts. To get it in one part, filter by it and export all that is shown.`;
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

/** @param {string[]} headers as those of `conflictWords` @returns {{count: number, some: string}} how many there are, and names of some */
function counted(headers) {
  const parts = headers.map((header) => header.split('; '));
  const named = parts.flatMap(([, some]) => some.split(', '));
  const names = [...new Set(named)];
  // What several parts name is one.
  const again = named.length - names.length;
  const count = parts.reduce((sum, [number]) => sum + Number(number), -again);
  return { count, some: names.slice(0, MOST_NAMED).join(', ') + (count > MOST_NAMED ? ' and more' : '') };
}

/**
 * @param {string[]} headers what each part of an export says of products: `2; mug-1, mug-7`
 * @returns {string|null} a sentence for the seller; null if there is no such product
 */
export function conflictWords(headers) {
  const { count, some } = counted(headers);
  if (count === 0) return null;
  return `In ${plural(count, 'product')} the photos contradict each other, or another product has the same handle: ${some}. The file has the value of the first photo, and a handle that is free.`;
}

/**
 * @param {string[]} headers what each part of an export says of pictures that it lacks: `2; ID, ID`
 * @returns {string|null} sentences for the seller; null if there is no such picture
 */
export function unreadableWords(headers = []) {
  const { count, some } = counted(headers);
  if (count === 0) return null;
  const [are, them, ids] = count === 1 ? ['is', 'it', 'id'] : ['are', 'them', 'ids'];
  return `${plural(count, 'picture')} ${are} missing in the file, because this version of Vitrine cannot read what is kept of ${them}. Tell whoever runs Vitrine the ${ids} ${some}.`;
}
