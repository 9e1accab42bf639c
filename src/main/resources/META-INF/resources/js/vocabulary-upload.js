/** The upload of a vocabulary: tried on the newest pictures, then made live. */
import * as api from './api.js';
import { changesList, namesList } from './changes.js';
import { button, fill, h } from './dom.js';
import { icon } from './icons.js';
import { previewSummary } from './preview-words.js';
import { attempt, toast } from './say.js';
import { mergedVocabulary } from './second-script.js';
import { vocabularyDiff } from './vocabulary-diff.js';
import { plural, size } from './words.js';

const PREVIEWED = 20;
const MOST_BYTES = 5_000_000;
const MOST_PROBLEMS = 50;
const EXAMPLE = `label,parent,attribute,synonyms,shop_name,banned
trail shoe,Shoes,,running shoe,Trailrunner,
espresso cup,Kitchen,,demitasse;small cup,,
round,,toe_shape,,,
pointed,,toe_shape,,,`;

/**
 * @param {object} page `{questions}`
 * @param {() => Promise} onLive called when another version is live
 * @returns {{element: HTMLElement, edited: Function, forgetEdited: Function}}
 */
export function uploadSection(page, onLive) {
  const body = h('div', { class: 'upload-step', 'data-test': 'vocabulary-step' });
  /** How what is being tried would change the live vocabulary: `replaces`, `adds` or `edits`. */
  let tryingNow = null;
  const input = h('input', {
    type: 'file',
    class: 'sr',
    accept: '.json,.csv,.tsv,.txt,application/json,text/csv',
    tabindex: '-1',
    'aria-hidden': 'true',
    'data-test': 'vocabulary-file',
  });
  const element = h(
    'section',
    { class: 'panel', 'data-test': 'vocabulary-upload' },
    h('h2', {}, 'Use your own'),
    input,
    body,
  );

  input.addEventListener('change', () => {
    const [file] = input.files;
    if (file) attempt(() => take(file));
    input.value = '';
  });

  const choose = (words, look = 'button') =>
    button([icon('upload'), words], { class: look, 'data-test': 'vocabulary-choose' }, () =>
      input.click(),
    );

  function fresh() {
    tryingNow = null;
    fill(body, [
      h(
        'p',
        { class: 'hint' },
        'A vocabulary as JSON, as you download it here, or your own list as CSV. Before it goes live you see what it would change. To change a few words only, click them in the list.',
      ),
      h(
        'details',
        { class: 'options' },
        h('summary', {}, 'What the CSV looks like'),
        h(
          'p',
          { class: 'hint' },
          'A header row, then a label a row. Only the column ',
          h('code', {}, 'label'),
          ' must be there.',
        ),
        h('pre', { class: 'example' }, EXAMPLE),
      ),
      choose('Choose a file'),
    ]);
  }

  async function take(file) {
    if (file.size > MOST_BYTES) throw new api.ApiError('A vocabulary has at most 5 MB.');
    const table = /\.(csv|tsv|txt)$/i.test(file.name) || file.type === 'text/csv';
    // API Gateway makes UTF-8 of text/csv, whose letters Excel may have written otherwise.
    const next = { file, type: table ? 'application/octet-stream' : 'application/json' };
    await tried({ ...next, how: 'replaces' });
  }

  async function tried(next) {
    const { file } = next;
    tryingNow = next.how;
    const isPast = () => tryingNow !== next.how;
    const chosen = [h('b', {}, file.name), h('span', {}, size(file.size))];
    fill(body, [
      h('p', { class: 'chosen-file' }, chosen),
      h('progress', { 'aria-label': 'Trying the vocabulary' }),
      h('p', { class: 'hint', role: 'status' }, `Trying it on your newest ${PREVIEWED} pictures`),
    ]);
    try {
      const [preview] = await Promise.all([
        api.previewVocabulary(next, PREVIEWED),
        page.questions.load(),
      ]);
      if (isPast()) return;
      fill(body, [h('p', { class: 'chosen-file' }, chosen), previewed(preview, next)]);
    } catch (error) {
      if (isPast()) return;
      fill(body, [h('p', { class: 'chosen-file' }, chosen), refused(error, () => tried(next))]);
    }
  }

  function previewed(preview, next) {
    const cancel = button(
      'Cancel',
      { class: 'button quiet', 'data-test': 'vocabulary-cancel' },
      fresh,
    );
    const live = button(
      next.how === 'adds' ? 'Add it to the live one' : 'Make it live',
      { class: 'button primary', 'data-test': 'vocabulary-live' },
      () => attempt(() => makeLive(next)),
    );
    return [
      diffList(vocabularyDiff(page.questions.vocabulary, preview.vocabulary), next.how),
      h('p', { 'data-test': 'preview-summary' }, summaryOf(preview)),
      preview.images.length > 0 &&
        changesList(preview.images, (name) => page.questions.title(name)),
      h('div', { class: 'panel-actions' }, live, next.how === 'replaces' && adder(preview, next), cancel),
    ];
  }

  /** Tries the file as an addition to the live vocabulary instead of in its place. */
  function adder(preview, next) {
    return button(
      'Add to the live one instead',
      { class: 'button', 'data-test': 'vocabulary-add' },
      () =>
        attempt(async () => {
          const leftOut = [];
          const all = await mergedVocabulary(page.questions.vocabulary, preview.vocabulary, leftOut);
          if (leftOut.length > 0) toast(`Left out, since they stand elsewhere in the vocabulary: ${leftOut.slice(0, 20).join(', ')}`);
          const file = new File([JSON.stringify(all)], next.file.name);
          await tried({ file, type: 'application/json', how: 'adds', base: page.questions.id });
        }),
    );
  }

  async function makeLive(next) {
    try {
      const { version, warnings = [] } = await api.putVocabulary(next);
      toast(`Version ${version} is live`);
      tryingNow = null;
      next.onDone?.();
      await onLive();
      fill(body, [
        h('p', { 'data-test': 'vocabulary-done' }, h('b', {}, `Version ${version} is live.`)),
        warnings.length > 0 && [
          h('p', {}, `${plural(warnings.length, 'thing')} to know about it:`),
          problemList(warnings),
        ],
        choose('Choose another file', 'button small'),
      ]);
    } catch (error) {
      fill(body, refused(error, () => tried(next)));
    }
  }

  /** @param {() => Promise} again tries the same once more, where nothing is wrong with the vocabulary */
  function refused(error, again) {
    const isToTryAgain = api.mayWorkLater(error);
    const isOvertaken = error.code === 'VOCABULARY_CHANGED';
    const retry = { class: 'button', 'data-test': 'vocabulary-again' };
    return [
      h(
        'div',
        { class: 'notice bad', role: 'alert', 'data-test': 'vocabulary-refused' },
        h(
          'div',
          {},
          h('h3', {}, isOvertaken ? 'Another vocabulary is live now' : headingOf(isToTryAgain)),
          h('p', {}, error.message),
        ),
      ),
      error.problems?.length > 0 && problemList(error.problems),
      isToTryAgain && button('Try again', retry, again),
      !isToTryAgain && !isOvertaken && choose('Choose the corrected file'),
      button('Cancel', { class: 'button quiet', 'data-test': 'vocabulary-cancel' }, fresh),
    ];
  }

  /** Tries what was edited on the page, and brings it before the seller's eyes; see vocabulary-draft.js. */
  async function edited(file, base, onDone) {
    element.scrollIntoView({ block: 'nearest' });
    await attempt(() => tried({ file, type: 'application/json', how: 'edits', base, onDone }));
    body.querySelector('button')?.focus();
  }

  /** Takes away what was tried of an edit that has gone on. */
  function forgetEdited() {
    if (tryingNow === 'edits') fresh();
  }

  fresh();
  return { element, edited, forgetEdited };
}

/** @param {Array<{line?: number, where?: string, message: string}|string>} problems */
function problemList(problems) {
  const one = (problem) => {
    const { line, where, message } = typeof problem === 'string' ? { message: problem } : problem;
    return h(
      'li',
      { class: 'problem', 'data-test': 'problem', 'data-key': line },
      h('span', { class: 'problem-line' }, line ? `Line ${line}` : ''),
      h('span', {}, where && h('code', {}, where), where && ' ', message),
    );
  };
  const more = problems.length - MOST_PROBLEMS;
  return [
    h('ol', { class: 'problems' }, problems.slice(0, MOST_PROBLEMS).map(one)),
    more > 0 && h('p', { class: 'hint' }, `and ${more} more`),
  ];
}

const headingOf = (isToTryAgain) =>
  isToTryAgain ? 'This could not be done now' : 'This vocabulary cannot be used yet';

const COMPARED = ['categories', 'attributes', 'values', 'tags'];
/** Lists how the vocabulary itself would change. @param {'replaces'|'adds'|'edits'} how */
function diffList(diff, how) {
  const row = (kind) => {
    const { before, after, added, removed, changed } = diff[kind];
    return h(
      'li',
      { 'data-test': 'vocabulary-diff', 'data-key': kind },
      h('b', {}, `${before} → ${after} ${kind}`),
      namesList('ins', 'New', added),
      namesList('del', 'Gone', removed),
      namesList('span', 'Other words', changed),
    );
  };
  const removed = COMPARED.reduce((sum, kind) => sum + diff[kind].removed.length, 0);
  return [
    how === 'replaces' &&
      removed > 0 &&
      h(
        'p',
        { class: 'notice warn', 'data-test': 'vocabulary-replaces' },
        'This file replaces the live vocabulary: Vitrine no longer looks for what the file lacks.',
      ),
    h('ul', { class: 'changes diff' }, COMPARED.map(row)),
  ];
}

function summaryOf({ images, unchanged, withoutEmbedding }) {
  const found = { changed: images.length, unchanged, unknown: withoutEmbedding };
  return previewSummary(found, PREVIEWED) ?? 'It can be used. There is no picture yet to try it on.';
}
