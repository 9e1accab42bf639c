/** Tags earlier pictures again with the live vocabulary, after showing what would change. */
import * as api from './api.js';
import { changesList } from './changes.js';
import { button, fill, h } from './dom.js';
import { attempt, toast } from './say.js';
import { plural } from './words.js';

const PAGE = 50;

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
      "New pictures use the live vocabulary. Earlier pictures can be tagged again with it; a person's corrections stay.",
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

  const nothing = ({ unchanged, waiting }) => [
    h(
      'p',
      { 'data-test': 'retag-nothing' },
      `Nothing would change on ${plural(unchanged, 'picture')}.${waitingWords(waiting)}`,
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
    fill(body, [
      done.waiting > 0 && h('p', { 'data-test': 'retag-waiting' }, waitingWords(done.waiting).trim()),
      look(),
    ]);
    page.changed();
  }

  /** Reads all pages and adds them up. */
  async function over(apply) {
    const sum = { images: [], unchanged: 0, withoutEmbedding: 0, waiting: 0 };
    const told = h('p', { class: 'hint', role: 'status' });
    fill(body, [h('progress', { 'aria-label': 'Looking at earlier pictures' }), told]);
    let cursor;
    try {
      do {
        const page = await api.retag({ apply, limit: PAGE, ...(cursor ? { cursor } : {}) });
        sum.images.push(...page.images);
        sum.unchanged += count(page.unchanged);
        sum.withoutEmbedding += count(page.withoutEmbedding);
        sum.waiting += count(page.waiting);
        cursor = page.cursor;
        const seen = sum.images.length + sum.unchanged + sum.withoutEmbedding + sum.waiting;
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

/** @returns {number} the length of a list; a number stays as it is */
export const count = (some) => (Array.isArray(some) ? some.length : (some ?? 0));

/** @returns {string} a sentence on pictures that are still described, after a space; or nothing */
export function waitingWords(waiting) {
  return waiting > 0 ? ` Still on the way, to be tagged again later: ${plural(waiting, 'picture')}.` : '';
}

/** @returns {string} what tagging again would do to how many pictures */
export function summaryOf({ images, unchanged, withoutEmbedding, waiting }) {
  const parts = [
    `${plural(images.length, 'picture')} would change`,
    `${unchanged} would stay as they are`,
    withoutEmbedding > 0 &&
      `${withoutEmbedding} ${withoutEmbedding === 1 ? 'has' : 'have'} to be tagged by a new run`,
  ];
  return `${parts.filter(Boolean).join(', ')}.${waitingWords(waiting)}`;
}
