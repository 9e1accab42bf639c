/** The evidence of a value: its source, its score and the threshold. */
import { standInNote } from './about.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { percent, thresholdNote, when } from './words.js';

/**
 * @param {{name: string, evidence: object, about: object}} value
 * @param {...Node} actions what can be done about it
 */
export function evidencePanel({ name, evidence, about }, ...actions) {
  const { score, threshold, vocabulary, execution, at, note } = evidence;
  const row = (term, value) => value && [h('dt', {}, term), h('dd', {}, value)];
  return h(
    'div',
    { class: 'evidence', 'data-test': 'evidence', 'data-key': name },
    h('h3', {}, `Evidence for ${name}`),
    score !== undefined && score !== null && meter(score, threshold),
    h(
      'dl',
      {},
      row('Source', [saidBy(evidence), standInNote(about, evidence)]),
      row('Threshold', thresholdNote(evidence)),
      row('Vocabulary', vocabulary),
      row('Note', note),
      row('When', when(at)),
      row('Execution', execution && h('code', {}, execution)),
    ),
    actions.some(Boolean) && h('div', { class: 'evidence-actions' }, actions),
  );
}

/** The evidence in one line, for a tooltip. */
export function evidenceWords(evidence) {
  if (!evidence) return null;
  const { source, model, score, threshold, vocabulary, at } = evidence;
  const sure = score === undefined || score === null ? null : `score ${score.toFixed(2)}`;
  const limit = sure && threshold ? `threshold ${threshold.toFixed(2)}` : null;
  const who = { person: 'Set by a person', pixels: 'Measured from pixels' }[source] ?? model;
  return [who, sure, limit, thresholdNote(evidence), vocabulary, when(at)].filter(Boolean).join(', ');
}

function saidBy({ source, model }) {
  if (source === 'person') return 'a person; Vitrine does not change it';
  if (source === 'pixels') return 'measured from the pixels';
  return model ?? 'a model';
}

function meter(score, threshold) {
  const words = threshold
    ? `Score ${score.toFixed(2)}, threshold ${threshold.toFixed(2)}`
    : `Score ${score.toFixed(2)}`;
  const bar = h('span', { class: 'meter-bar' });
  bar.style.setProperty('--score', percent(score));
  const mark = threshold ? h('span', { class: 'meter-mark' }) : null;
  mark?.style.setProperty('--threshold', percent(threshold));
  return h(
    'div',
    { class: 'meter' },
    h('span', { class: 'meter-track', 'aria-hidden': 'true' }, bar, mark),
    h('span', {}, words),
  );
}

/** The mark beside a value: its score, that it is measured, or that a person set it. */
export function sureness({ score, evidence, locked }) {
  if (locked || evidence?.source === 'person')
    return h(
      'span',
      { class: 'by-person', title: 'Set by a person' },
      icon('lock'),
      h('span', { class: 'sr' }, 'set by a person'),
    );
  if (evidence?.source === 'pixels') return h('span', { class: 'sure' }, 'measured from pixels');
  if (evidence && (evidence.score ?? null) === null)
    return h('span', { class: 'sure' }, 'read by a model');
  return h('span', { class: 'sure' }, percent(score ?? 0));
}
