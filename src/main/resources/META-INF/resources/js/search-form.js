/** The gallery's search field and its order. */
import { h } from './dom.js';
import { galleryHref } from './router.js';

/** A phone: beside the order the field has room for a word. */
const NARROW = '(max-width: 599px)';

/**
 * @param {HTMLFormElement} form
 * @param {() => object} filter the present one
 * @returns {(filter: object) => void} shows a filter's text and order
 */
export function searchForm(form, filter) {
  const narrow = matchMedia(NARROW);
  const search = h('input', {
    id: 'search',
    type: 'search',
    class: 'input',
    'aria-label': 'Search file names, texts, tags and values',
    maxlength: 200,
    'data-test': 'search',
  });
  const sort = h(
    'select',
    { class: 'input sort', 'aria-label': 'Order', 'data-test': 'sort' },
    h('option', { value: '' }, 'Newest first'),
    h('option', { value: 'oldest' }, 'Oldest first'),
    h('option', { value: 'name' }, 'Name A to Z'),
    h('option', { value: '-name' }, 'Name Z to A'),
  );
  const go = () => {
    const text = search.value.trim() || undefined;
    location.hash = galleryHref({ ...filter(), text, sort: sort.value || undefined });
  };
  const hint = () => (search.placeholder = narrow.matches ? 'Search' : 'Search names and words');
  narrow.addEventListener('change', hint);
  hint();
  form.append(search, sort);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go();
  });
  // The cross in the field empties it without submitting.
  search.addEventListener('search', go);
  sort.addEventListener('change', go);
  let text = '';
  return (shown) => {
    // Words that are typed and not searched for yet stay while other conditions change.
    if ((shown.text ?? '') !== text) search.value = shown.text ?? '';
    text = shown.text ?? '';
    sort.value = shown.sort ?? '';
  };
}
