/** What the restyles of a picture are called, and which of them is compared with which. Needs no browser. */
import { fileName, percent, title } from './words.js';

/** Names one restyle among those of a picture. */
export const keyOf = (restyle) =>
  restyle.id ?? [restyle.style, restyle.seed, restyle.strength, restyle.keep].join('/');

/** Whether a restyle is the one that was ordered: equal orders make one restyle. */
export const isOf = (restyle, { style, seed, strength, keep }) =>
  restyle.style === style &&
  (restyle.keep ?? null) === (keep ?? null) &&
  restyle.seed === (seed ?? restyle.seed) &&
  (restyle.strength ?? strength) === strength;

/** Whether there is a picture of it to look at. */
export const isPainted = ({ status }) => status === 'done';

/** Whether it is ordered, and neither painted nor failed. */
export const isOpen = ({ status }) => !['done', 'failed'].includes(status);

/** What happens to a restyle; orders of one picture are painted in turn. Empty once it is painted. */
export function stateOf(restyle, restyles) {
  if (!isOpen(restyle)) return isPainted(restyle) ? '' : 'Failed';
  const isNext = keyOf(restyles.find(isOpen)) === keyOf(restyle);
  return isNext && !restyle.waitsForDescription ? 'Painting' : 'Waiting';
}

/** @param {Array<{name: string, title: string}>} styles those of `GET /styles` */
const nameOf = (restyle, styles) =>
  styles.find((style) => style.name === restyle.style)?.title ?? title(restyle.style ?? 'own words');

const isGiven = (value) => value !== undefined && value !== null;

/** What an order without a seed has, and what the engine is asked for in its place. */
const STANDARD_SEEDS = [0, 4294967295];

const seedWords = (seed) => (STANDARD_SEEDS.includes(seed) ? 'standard seed' : `seed ${seed}`);

/** What tells restyles of one style apart. */
const DIFFERENCES = [
  ({ keep }) => (keep ? 'product kept' : ''),
  ({ strength }) => (isGiven(strength) ? `strength ${percent(strength)}` : ''),
  ({ seed }) => (isGiven(seed) ? seedWords(seed) : ''),
];

/**
 * Names restyles after their styles; those of one style by what is different of them, too.
 *
 * @param {Array<object>} restyles of one picture
 * @param {Array<{name: string, title: string}>} styles those of `GET /styles`
 * @returns {Map<string, string>} names by key, all different
 */
export function namesOf(restyles, styles) {
  const names = new Map();
  for (const restyle of restyles) {
    const name = nameOf(restyle, styles);
    const alike = restyles.filter((one) => nameOf(one, styles) === name);
    const facts = DIFFERENCES.filter((fact) => alike.some((one) => fact(one) !== fact(alike[0])));
    const words = [name, ...facts.map((fact) => fact(restyle)).filter(Boolean)].join(', ');
    const taken = [...names.values()].filter((one) => one === words || one.startsWith(`${words} (`));
    names.set(keyOf(restyle), taken.length === 0 ? words : `${words} (${taken.length + 1})`);
  }
  return names;
}

/**
 * Splits a name for narrow places: `seen` is shown; `unseen`, the style if all restyles share it, is
 * for screen readers only.
 *
 * @param {string} name one of `names`
 * @param {string[]} names those of all restyles of the picture
 * @returns {{unseen: string, seen: string}}
 */
export function partedName(name, names) {
  const [style] = name.split(', ');
  const isShared = name !== style && names.every((one) => one.split(', ')[0] === style);
  return isShared ? { unseen: `${style}, `, seen: name.slice(style.length + 2) } : { unseen: '', seen: name };
}

/** "product kept, by SDXL, strength 65%, standard seed" */
export const factsOf = ({ engine, strength, seed, keep }) =>
  [
    keep && 'product kept',
    engine && `by ${engine}`,
    isGiven(strength) && `strength ${percent(strength)}`,
    isGiven(seed) && seedWords(seed),
  ]
    .filter(Boolean)
    .join(', ');

const baseName = (image) => fileName(image).replace(/\.\w+$/, '');

/** The name of the file as which a restyle is saved. */
export const restyleFile = (image, { style, keep }) =>
  `${baseName(image)}-${style ?? 'painting'}${keep ? '-product-kept.png' : '.jpg'}`;

/**
 * Two pictures beside each other: for each a restyle's key, or null for the original.
 *
 * @typedef {{key: string|null, other: string|null}} Pair `other` is the left one
 */

/**
 * Chooses another picture of the pair. If it is the one that was compared with, the two change places.
 *
 * @param {Pair} pair
 * @returns {Pair}
 */
export const chosen = (pair, key) => ({ key, other: key === pair.other ? pair.key : pair.other });

/**
 * Shows the original instead of a restyle that no longer exists.
 *
 * @param {Pair} pair
 * @param {Array<object>} restyles of the picture
 * @returns {Pair}
 */
export function existing({ key, other }, restyles) {
  const find = (one) => restyles.find((restyle) => keyOf(restyle) === one);
  if (!find(key)) return { key: null, other: null };
  return { key, other: other !== key && find(other) && isPainted(find(other)) ? other : null };
}
