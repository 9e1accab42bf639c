/** Tags earlier pictures again with the live vocabulary, after showing what would change. */
import * as api from './api.js';
import { changesList } from './changes.js';
import { button, fill, h } from './dom.js';
import { attempt, toast } from './say.js';
import { plural } from './words.js';

const PAGE = 50;
const NUMBERS = ['unchanged', 'withoutEmbedding', 'waiting', 'tooLarge'];

/** @param {{questions: Questions, changed: () => void}} page `changed` is called when it is done */
export function retagSection(page) {
  const body = h('div', { class: 'retag-body', 'data-test': 'retag-body' });
  const element = h(
    'section',
    { class: 'panel', 'data-test': 'retag' },
    h('h2', {}, 'Earlier pictures'),
    h(
      'p',
      { class: 'hint' },
      'These can be tagged again with the live vocabulary. What you corrected stays.',
    ),
    body,
  );
  const fresh = () => fill(body, [look()]);

  const look = () =>
    button('See what would change', { class: 'button', 'data-test': 'retag-look' }, () =>
      attempt(async () => {
        const found = await over(false);
        const some = found.images.length + found.withoutEmbedding;
        fill(body, some ? result(found) : nothing(found));
      }),
    );

  const nothing = (found) => [
    h(
      'p',
      { 'data-test': 'retag-nothing' },
      `Nothing would change on ${plural(found.unchanged, 'picture')}.${leftWords(found)}`,
    ),
    look(),
  ];

  function result(found) {
    const { images } = found;
    const all = plural(images.length, 'picture');
    return [
      h('p', { 'data-test': 'retag-summary' }, summaryOf(found)),
      changesList(images, (name) => page.questions.title(name)),
      h(
        'div',
        { class: 'panel-actions' },
        button(
          images.length ? `Apply to ${all}` : 'Look at them again',
          { class: 'button primary', 'data-test': 'retag-apply' },
          () => attempt(apply),
        ),
        button('Not now', { class: 'button quiet', 'data-test': 'retag-cancel' }, fresh),
      ),
    ];
  }

  async function apply() {
    const done = await over(true);
    toast(`${plural(done.images.length, 'picture')} changed`);
    const left = leftWords(done).trim();
    fill(body, [left !== '' && h('p', { 'data-test': 'retag-waiting' }, left), look()]);
    page.changed();
  }

  /** Reads all pages and adds them up. */
  async function over(apply) {
    const sum = { images: [], unchanged: 0, withoutEmbedding: 0, waiting: 0, tooLarge: 0 };
    // By its tabindex it keeps the keyboard in the place of the button that is gone.
    const told = h('p', { class: 'hint', role: 'status', tabindex: '-1' });
    fill(body, [h('progress', { 'aria-label': 'Looking at earlier pictures' }), told]);
    let cursor;
    try {
      do {
        const page = await api.retag({ apply, limit: PAGE, ...(cursor ? { cursor } : {}) });
        sum.images.push(...page.images);
        for (const one of NUMBERS) sum[one] += page[one];
        cursor = page.cursor;
        const seen = NUMBERS.reduce((all, one) => all + sum[one], sum.images.length);
        told.textContent = `${plural(seen, 'picture')} ${apply ? 'done' : 'looked at'}`;
      } while (cursor);
    } catch (error) {
      fresh();
      throw error;
    }
    return sum;
  }

  fresh();
  return element;
}

/** @returns {string} a sentence on pictures that were left as they are, after a space; or nothing */
export function leftWords({ waiting, tooLarge }) {
  return words('Not finished yet, to be tagged again later', waiting) + words('Left as they were, with too many tags', tooLarge);
}

const words = (why, left) => (left > 0 ? ` ${why}: ${plural(left, 'picture')}.` : '');

/** @returns {string} what tagging again would do to how many pictures */
export function summaryOf(found) {
  const { images, unchanged, withoutEmbedding } = found;
  const parts = [
    `${images.length === 0 ? 'No picture' : plural(images.length, 'picture')} would change`,
    `${unchanged} would stay as ${unchanged === 1 ? 'it is' : 'they are'}`,
    withoutEmbedding > 0 && `${withoutEmbedding} must be described again first`,
  ];
  return `${parts.filter(Boolean).join(', ')}.${leftWords(found)}`;
}
