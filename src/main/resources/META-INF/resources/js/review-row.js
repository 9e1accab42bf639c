/** The row of a value to decide. */
import { isRefusable, keyOf } from './doubts.js';
import { button, h } from './dom.js';
import { evidenceWords } from './evidence.js';
import { icon } from './icons.js';
import { percent } from './words.js';

/**
 * @param {object} doubt
 * @param {{at: number, chosen: boolean, name: string, alike: Array}} how `alike`: other pictures on
 *     which the same is to decide
 * @param {{choose: (at: number) => void, decide: (doubt: object, right: boolean) => Promise,
 *     decideAll: (doubt: object, right: boolean) => Promise}} on
 */
export function doubtRow(doubt, { at, chosen, name, alike }, on) {
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
        suggested ? '' : ', set by the model',
      ),
    ),
    h('span', { class: 'doubt-actions' }, choice(true), isRefusable(doubt) && choice(false)),
    alike.length > 0 && sameForAll(alike, `${name} ${label}`, key, (right) => on.decideAll(doubt, right)),
  );
}

/** Decides a value on all pictures alike. */
function sameForAll(alike, what, key, decide) {
  const count = alike.length + 1;
  const choice = (right) =>
    button(
      right ? 'Accept' : 'Dismiss',
      {
        class: 'link',
        'aria-label': `${right ? 'Accept' : 'Dismiss'} on all ${count} alike: ${what}`,
        title: right ? 'Shift A' : 'Shift D',
        'data-test': right ? 'alike-accept' : 'alike-dismiss',
        'data-key': key,
      },
      () => decide(right),
    );
  return h(
    'span',
    { class: 'doubt-alike', 'data-test': 'alike' },
    `Same for all alike (${count})`,
    choice(true),
    choice(false),
  );
}
