/** The row of a value to decide, and the list of keys. */
import { isRefusable, keyOf } from './doubts.js';
import { button, h } from './dom.js';
import { evidenceWords } from './evidence.js';
import { icon } from './icons.js';
import { percent } from './words.js';

/**
 * @param {object} doubt
 * @param {{at: number, chosen: boolean, name: string}} how
 * @param {{choose: (at: number) => void, decide: (doubt: object, right: boolean) => Promise}} on
 */
export function doubtRow(doubt, { at, chosen, name }, on) {
  const { label, score, suggested, evidence } = doubt;
  const key = keyOf(doubt);
  const verb = suggested ? ['Accept', 'Dismiss'] : ['Right', 'Wrong'];
  const choice = (right) =>
    button(
      [icon(right ? 'check' : 'close'), verb[right ? 0 : 1]],
      {
        class: right ? 'button small yes' : 'button small quiet',
        'aria-label': `${verb[right ? 0 : 1]}: ${name} ${label}`,
        'data-test': right ? 'doubt-accept' : 'doubt-dismiss',
        'data-key': key,
      },
      () => on.decide(doubt, right),
    );
  return h(
    'li',
    {
      class: `doubt ${chosen ? 'chosen' : ''}`,
      'aria-current': String(chosen),
      'data-test': 'doubt',
      'data-key': key,
      onpointerenter: () => on.choose(at),
      onfocusin: () => on.choose(at),
    },
    h(
      'span',
      { class: 'doubt-what' },
      h('span', { class: 'doubt-name' }, name),
      h('span', { class: 'doubt-label' }, label),
      h(
        'span',
        { class: 'sure', title: evidenceWords(evidence) },
        percent(score),
        suggested ? '' : ', claimed',
      ),
    ),
    h('span', { class: 'doubt-actions' }, choice(true), isRefusable(doubt) && choice(false)),
  );
}

export function keysHelp() {
  const keys = [
    ['A', 'accept'],
    ['D', 'dismiss'],
    ['↑ ↓', 'choose'],
    ['N', 'next picture'],
    ['P', 'back'],
    ['Z', 'undo'],
  ];
  return h(
    'p',
    { class: 'hint keys' },
    keys.map(([key, words]) => h('span', {}, h('kbd', {}, key), ` ${words}`)),
  );
}
