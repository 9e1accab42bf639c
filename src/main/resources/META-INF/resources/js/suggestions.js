/** Suggestions: values with a score below the threshold, which a seller accepts or dismisses. */
import * as api from './api.js';
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { percent, title } from './words.js';

/** Accepts a suggestion. */
export const accept = (image, { attribute, label }) =>
  attribute
    ? api.putAttribute(image.imageId, attribute, label)
    : api.putTag(image.imageId, label);

/** Dismisses a suggestion, so that no later run brings it back. */
export const dismiss = (image, { label }) => api.refuseTag(image.imageId, label);

/** @param {object} page with `correct`, and `questions` to name attributes */
export function suggestionChip(image, one, page) {
  const { attribute, label, score } = one;
  const words = attribute ? `${page.questions.title(attribute)} ${label}` : label;
  const yes = () => page.correct(() => accept(image, one), `${title(words)} accepted`);
  const no = () => page.correct(() => dismiss(image, one), `${title(words)} dismissed`);
  const hint = `Suggested: the score ${score.toFixed(2)} is below the threshold`;
  return h(
    'li',
    { class: 'chip maybe', 'data-test': 'suggestion', 'data-key': label },
    h(
      'span',
      { class: 'chip-main', title: hint },
      h('span', {}, label),
      h('span', { class: 'sure' }, percent(score)),
    ),
    decision('Accept', 'check', 'chip-end yes', { label, words }, yes),
    decision('Dismiss', 'close', 'chip-end', { label, words }, no),
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
