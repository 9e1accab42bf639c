/**
 * Takes an exported CSV back that the seller has corrected in a spreadsheet: shows what would change,
 * then changes it. A part of the second script: what keeps something comes from the page.
 */
import { runSheet, sheetOf, textOf } from './sheet-file.js';
import { columnName, summaryWords, unknownWords } from './sheet-words.js';
import { number, plural } from './words.js';

const MOST_LISTED = 50;
const HOW =
  'Export the pictures as CSV, change that file in a spreadsheet, and save it as CSV again. What you change in title, altText, caption, prompt, tags, sku, position and the columns of attributes becomes your correction. A column that you remove changes nothing; a cell that you empty takes back what you wrote there. First you see what would change.';

/**
 * @param {object} page `{button, fill, h, openDialog, changesList, toast, undoable, again, takeBack, newKey,
 *     correctBySheet, bulk, changed}` of the first script; `changed`: pictures have changed
 */
export function openSheet(page) {
  const { button, fill, h } = page;
  const body = h('div', { class: 'model-preview', 'data-test': 'sheet' });
  const isLeft = () => !body.closest('dialog')?.open;
  const input = h('input', {
    type: 'file',
    class: 'sr',
    accept: '.csv,.tsv,.txt,text/csv',
    tabindex: '-1',
    'aria-hidden': 'true',
    'data-test': 'sheet-file',
  });
  input.addEventListener('change', () => {
    const [file] = input.files;
    if (file) compare(file);
    input.value = '';
  });

  const actions = (...buttons) => h('div', { class: 'panel-actions' }, buttons);
  const chooser = (words, look) =>
    button(words, { class: `button ${look}`, 'data-test': 'sheet-choose' }, () => input.click());
  const problem = (message) =>
    h('p', { class: 'notice bad', role: 'alert', 'data-test': 'sheet-problem' }, message);

  /** The keyboard goes on at the main button. */
  function show(content) {
    fill(body, content);
    if (body.contains(document.activeElement)) (body.querySelector('.primary') ?? body.querySelector('button')).focus();
  }

  /** Draws how far the rows are. @returns what `runSheet` takes; `isStopped`: the seller has pressed *Stop* */
  function progress(label, count) {
    let stopped = false;
    const bar = h('progress', { max: Math.max(1, count), value: 0, 'aria-label': label });
    const words = h('p', { class: 'hint', role: 'status' }, label);
    const stop = button('Stop', { class: 'button', 'data-test': 'sheet-stop' }, () => (stopped = true));
    show([bar, words, actions(stop)]);
    const onProgress = (done) => {
      bar.value = done;
      words.textContent = `${label}: ${number(done)} of ${plural(count, 'row')}`;
    };
    return { onProgress, isStopped: () => stopped };
  }

  const fresh = () => show([h('p', { class: 'hint' }, HOW), actions(chooser('Choose a file', 'primary'))]);

  /** Says what the file would change. */
  async function compare(file) {
    try {
      const { header, rows } = sheetOf(await textOf(file));
      if (rows.length === 0) throw new Error('This file has no rows below the names of its columns.');
      const { onProgress, isStopped } = progress('Comparing', rows.length);
      const send = (text) => page.correctBySheet(text, null);
      const run = await runSheet(header, rows, { send, onProgress, isLeft: () => isStopped() || isLeft() });
      if (isLeft()) return;
      if (run.broke) throw run.broke;
      if (isStopped()) {
        fresh();
        return;
      }
      if (run.results.size < rows.length) throw new Error('Vitrine was too busy to compare all rows. Please try again.');
      showChanges(header, rows, run);
    } catch (error) {
      show([problem(error.message), actions(chooser('Choose a file', 'primary'))]);
    }
  }

  function showChanges(header, rows, run) {
    const found = sorted(rows, run);
    const wanted = found.changed.map(({ row }) => row);
    const words = summaryWords(counts(found));
    const label = `Correct ${plural(wanted.length, 'picture')}`;
    const go = () => void correct(header, wanted, page.newKey(), found.refused);
    show([
      h('p', { role: 'status', 'data-test': 'sheet-summary' }, words),
      unknownWords(run.unknown) && h('p', { class: 'hint' }, unknownWords(run.unknown)),
      problems(found.refused),
      found.changed.length > 0 && changes(found.changed),
      actions(
        wanted.length > 0 && button(label, { class: 'button primary', 'data-test': 'sheet-correct' }, go),
        chooser('Choose another file', ''),
      ),
    ]);
  }

  /** Makes the corrections; also once the dialog is closed. @param {Array} before rows that were refused before */
  async function correct(header, rows, key, before) {
    const { onProgress, isStopped } = progress('Correcting', rows.length);
    const send = (text) => page.again(() => page.correctBySheet(text, key));
    const run = await runSheet(header, rows, { send, onProgress, isLeft: isStopped });
    const found = sorted(rows, run);
    const ids = found.changed.map((one) => one.imageId);
    page.changed();
    const words = `${plural(ids.length, 'picture')} corrected`;
    if (ids.length > 0) page.undoable(words, () => undo(ids, key));
    const left = rows.filter(({ number }) => (run.results.get(number)?.outcome ?? 'unavailable') === 'unavailable');
    const refusedNow = found.refused.filter(({ outcome }) => outcome === 'refused');
    if (isLeft()) {
      const failed = refusedNow.length + left.length;
      if (failed > 0) page.toast(`${words}; ${failed} not${run.broke ? `: ${run.broke.message}` : '.'}`, { bad: true });
      return;
    }
    const refused = [...before, ...refusedNow];
    const goOn = () => void correct(header, left, key, refused);
    show([
      h('p', { role: 'status', 'data-test': 'sheet-done' }, `${words}.`),
      run.broke && problem(run.broke.message),
      problems(refused),
      actions(
        left.length > 0 && button(`Go on with ${plural(left.length, 'row')}`, { class: 'button primary', 'data-test': 'sheet-go-on' }, goOn),
        chooser('Choose another file', ''),
      ),
    ]);
  }

  const undo = (ids, key) =>
    page.takeBack(ids, { action: 'undo', order: key }, { send: page.bulk }, async () => page.changed());

  const changes = (changed) => {
    const images = changed.map(({ imageId, changes: cells }) => ({
      imageId,
      changes: cells.map(({ column, before, after }) => ({ attribute: column, before, after })),
    }));
    return page.changesList(images, columnName, true);
  };

  const problems = (refused) => {
    const more = refused.length - MOST_LISTED;
    const one = ({ row, message }) =>
      h(
        'li',
        { class: 'problem', 'data-test': 'sheet-row', 'data-key': row.number },
        h('span', { class: 'problem-line' }, `Row ${row.number}`),
        h('span', {}, message),
      );
    return [
      refused.length > 0 && h('ol', { class: 'problems' }, refused.slice(0, MOST_LISTED).map(one)),
      more > 0 && h('p', { class: 'hint' }, `and ${plural(more, 'more row')}`),
    ];
  };

  fresh();
  page.openDialog({
    title: 'Bring a corrected CSV back',
    content: [body, input],
    actions: [{ label: 'Close', test: 'sheet-close' }],
  });
}

/** @returns {{changed: Array, unchanged: Array, refused: Array}} the results of rows, in their order */
function sorted(rows, { results }) {
  const all = rows.map(({ number }) => results.get(number)).filter(Boolean);
  const of = (...outcomes) => all.filter(({ outcome }) => outcomes.includes(outcome));
  return { changed: of('changed'), unchanged: of('unchanged'), refused: of('refused', 'unavailable') };
}

const counts = (found) =>
  Object.fromEntries(Object.entries(found).map(([outcome, results]) => [outcome, results.length]));
