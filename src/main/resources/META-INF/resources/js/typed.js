/** Keeps words that are half typed when a part of the page is drawn again. */

const FIELDS = 'input:not([type=range], [type=checkbox], [type=radio]), textarea';

/** @returns {boolean} whether an element is a field of words that the seller has changed */
export const isHalfTyped = (element) => element.matches(FIELDS) && element.value !== element.defaultValue;

/** Fields whose words are to be kept somewhere: what is searched for is not. */
const TO_BE_KEPT = 'input:is(:not([type]), [type=text], [type=url]), textarea';

/** @returns {boolean} whether a field of the page has words that are typed and not kept yet */
export const isSomethingTyped = () =>
  [...document.querySelectorAll(TO_BE_KEPT)].some((one) => isHalfTyped(one) && !one.closest('dialog:not([open]), details:not([open])'));

/** Names a field that is there again after drawing: by its `data-test` and what it is about. */
function nameOf(field, root) {
  const about = field.closest('[data-key]');
  return JSON.stringify([field.dataset.test, root.contains(about) ? about.dataset.key : null]);
}

/** @returns {Map<string, string>} the half typed words of a part of the page, by the name of their field */
export function halfTyped(root) {
  const fields = [...root.querySelectorAll(FIELDS)].filter(isHalfTyped);
  return new Map(fields.map((field) => [nameOf(field, root), field.value]));
}

/** Puts words back into the fields that are there again. @param {Map<string, string>} words of `halfTyped` */
export function putBack(root, words) {
  if (words.size === 0) return;
  for (const field of root.querySelectorAll(FIELDS)) {
    const value = words.get(nameOf(field, root));
    if (value !== undefined) field.value = value;
  }
}
