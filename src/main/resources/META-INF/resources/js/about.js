/** Tells sellers which models give the values: real ones, or local stand-ins. */
import { button, byId, fill, h } from './dom.js';
import { openDialog } from './dialog.js';
import { modelSwitch } from './model-switch.js';
import { CAPTIONER, EYES } from './model-words.js';
import { isSignedIn, leave } from './sign-in.js';

/** @returns {boolean} whether any model is a stand-in */
const hasStandIns = (about) => (about.models ?? []).some((model) => model.standIn);

/**
 * Fills the header and the footer.
 *
 * @param about `{mode, models: [{name, standIn, what}], version, download}`
 * @param {Questions} questions
 */
export function showAbout(about, questions) {
  const footer = byId('footer');
  const words = hasStandIns(about)
    ? 'Runs on this machine. The models are local stand-ins: good enough to try everything, not what you would sell with.'
    : 'Models give tags, captions and prompts; every value shows which model gave it.';
  const open = () => openDialog(details(about, questions));
  footer.replaceChildren(
    h('p', {}, words),
    h(
      'p',
      { class: 'footer-end' },
      button('About the models', { class: 'link', 'data-test': 'about-footer' }, open),
      isSignedIn() && button('Sign out', { class: 'link', 'data-test': 'sign-out' }, leave),
      ` Vitrine ${about.version ?? ''}`,
    ),
  );
  const pill = byId('about-open');
  pill.hidden = !hasStandIns(about);
  pill.replaceChildren(
    h('span', { class: 'on-wide' }, 'Local models: '),
    (about.models ?? []).every((model) => model.standIn) ? 'stand-ins' : 'some stand-ins',
  );
  pill.onclick = open;
}

function details(about, questions) {
  const entry = (model) => [
    h('dt', {}, model.name, model.standIn && !/stand-in/.test(model.name) && h('span', { class: 'stand-in' }, 'stand-in')),
    h('dd', {}, model.what),
  ];
  const entries = () => (about.models ?? []).map(entry);
  const list = h('dl', { class: 'models', 'data-test': 'models' }, entries());
  const changed = () => {
    fill(list, entries());
    showAbout(about, questions);
  };
  return {
    title: 'The models',
    content: [
      hasStandIns(about) &&
        h(
          'p',
          {},
          'In local mode the models run on this machine. A stand-in takes the place of a real model:',
        ),
      list,
      modelSwitch(about, EYES, { questions, changed }),
      modelSwitch(about, CAPTIONER, { questions, changed }),
    ],
    actions: [{ label: 'Close', primary: true }],
  };
}

/** @returns {Node|null} the note for a list of values; null if no stand-in gave any of them */
export function standInNotes(about, values) {
  return values.map((value) => standInNote(about, value.evidence)).find(Boolean) ?? null;
}

/**
 * The note for a value that a stand-in gave; null for any other value.
 *
 * @param {object} about as the server says it
 * @param {object|undefined} evidence of the value
 */
export function standInNote(about, evidence) {
  if (evidence?.source !== 'machine') return null;
  const models = about.models ?? [];
  const named = models.find((model) => model.name === evidence.model);
  const isStandIn = named ? named.standIn : models.length > 0 && models.every((m) => m.standIn);
  return isStandIn
    ? h(
        'span',
        { class: 'stand-in', title: named?.what ?? 'A local stand-in for the real model' },
        'stand-in',
      )
    : null;
}
