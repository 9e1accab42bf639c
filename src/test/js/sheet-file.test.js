import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsOf, runSheet, sheetOf, textOf } from '../../main/resources/META-INF/resources/js/sheet-file.js';
import { columnName, summaryWords, unknownWords } from '../../main/resources/META-INF/resources/js/sheet-words.js';

/** Without the letters in which windows-1252 is not Latin-1: some Nodes, unlike browsers, read it as that. */
const UMLAUTS = 'imageId;title\r\na;Größe\r\n';
const utf16 = (text) => new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (sign) => sign.charCodeAt(0)).buffer);

test('a file is read in the encoding that a spreadsheet wrote it in', async () => {
  const windows = Uint8Array.from(UMLAUTS, (sign) => sign.charCodeAt(0));
  for (const bytes of [UMLAUTS, `\uFEFF${UMLAUTS}`, windows, utf16(UMLAUTS)])
    assert.equal(await textOf(new Blob([bytes])), UMLAUTS);
});

test('a workbook is refused with what to do instead', async () => {
  await assert.rejects(textOf(new Blob(['PK\u0003\u0004'])), /Save it as CSV/);
});

test('rows are counted as spreadsheets do, and line ends in quotes end none', () => {
  const { header, rows } = sheetOf('imageId,title\r\na,"one\ntwo, ""three"""\r\n\r\n,,\r\nb,x\n');
  assert.equal(header, 'imageId,title');
  assert.deepEqual(rows, [
    { number: 2, text: 'a,"one\ntwo, ""three"""' },
    { number: 5, text: 'b,x' },
  ]);
});

test('a first line that names the separator stays with the header and is not counted', () => {
  const { header, rows } = sheetOf('sep=;\r\nimageId;title\r\na;x');
  assert.equal(header, 'sep=;\nimageId;title');
  assert.deepEqual(rows, [{ number: 2, text: 'a;x' }]);
  assert.deepEqual(sheetOf('').rows, []);
});

test('a sign for inches within a cell begins no quotes', () => {
  const { rows } = sheetOf('imageId,title\na,Monitor 24"\nb,"say ""hi""\nthere"\nc,TV 27"\nd,""\n');
  assert.deepEqual(rows.map(({ number, text }) => [number, text]), [
    [2, 'a,Monitor 24"'],
    [3, 'b,"say ""hi""\nthere"'],
    [4, 'c,TV 27"'],
    [5, 'd,""'],
  ]);
});

test('empty lines above the names of the columns are counted, and are no header', () => {
  const { header, rows } = sheetOf('\n,,\nimageId,title\na,x');
  assert.equal(header, 'imageId,title');
  assert.deepEqual(rows, [{ number: 4, text: 'a,x' }]);
});

test('a call has at most a hundred rows, and no more text than a call carries', () => {
  const rows = (count, text) => Array.from({ length: count }, (_, at) => ({ number: at + 2, text }));
  assert.deepEqual(callsOf(rows(250, 'x')).map((call) => call.length), [100, 100, 50]);
  const calls = callsOf(rows(5, 'x'.repeat(500_000)));
  assert.deepEqual(calls.map((call) => call.length), [2, 2, 1]);
  assert.deepEqual(callsOf([]), []);
});

/** A server that answers as told: outcomes by the text of a row; null: the row is not reached. */
function server(outcomes) {
  const sent = [];
  const send = async (text) => {
    const [, ...rows] = text.split('\n');
    sent.push(rows);
    const answers = rows.map((row, at) => ({ row: at + 2, imageId: row, changes: [], outcome: outcomes(row, sent.length) }));
    return { rows: answers.filter(({ outcome }) => outcome), unknownColumns: ['notes'] };
  };
  return { sent, send };
}

const two = [{ number: 2, text: 'a' }, { number: 7, text: 'b' }];

test('results have the numbers of the file', async () => {
  const { results, unknown, broke } = await runSheet('id', two, server(() => 'changed'));
  assert.deepEqual([...results.keys()], [2, 7]);
  assert.equal(results.get(7).row, two[1]);
  assert.deepEqual(unknown, ['notes']);
  assert.equal(broke, null);
});

test('rows that were not reached, or for which the server was too busy, are sent again', async () => {
  const answers = server((row, call) => (row === 'a' ? 'changed' : [null, 'unavailable', 'unchanged'][call - 1]));
  const { results } = await runSheet('id', two, answers);
  assert.deepEqual(answers.sent, [['a', 'b'], ['b'], ['b']]);
  assert.equal(results.get(7).outcome, 'unchanged');
});

test('a server that reaches a few rows a call is asked until it has reached all', async () => {
  const rows = Array.from({ length: 100 }, (_, at) => ({ number: at + 2, text: `r${at}` }));
  const send = async (text) => {
    const some = text.split('\n').slice(1, 11);
    return { rows: some.map((row, at) => ({ row: at + 2, imageId: row, changes: [], outcome: 'changed' })), unknownColumns: [] };
  };
  assert.equal((await runSheet('id', rows, { send })).results.size, 100);
});

test('a server that never comes to a row is not asked for ever', async () => {
  const answers = server(() => 'unavailable');
  const { results } = await runSheet('id', two, answers);
  assert.equal(answers.sent.length, 3);
  assert.equal(results.get(2).outcome, 'unavailable');
});

test('what was done before an error is told, with the error', async () => {
  const rows = Array.from({ length: 150 }, (_, at) => ({ number: at + 2, text: `r${at}` }));
  const { sent, send } = server(() => 'changed');
  const breaking = (text) => (sent.length === 1 ? Promise.reject(new Error('away')) : send(text));
  const { results, broke } = await runSheet('id', rows, { send: breaking });
  assert.equal(results.size, 100);
  assert.equal(broke.message, 'away');
});

test('a picture that an earlier call had is refused the second time', async () => {
  const rows = Array.from({ length: 101 }, (_, at) => ({ number: at + 2, text: at === 100 ? 'r0' : `r${at}` }));
  const { results } = await runSheet('id', rows, server(() => 'changed'));
  assert.equal(results.get(2).outcome, 'changed');
  assert.equal(results.get(102).outcome, 'refused');
  assert.match(results.get(102).message, /same picture/);
});

test('no call is made for somebody who has left', async () => {
  const answers = server(() => 'changed');
  await runSheet('id', two, { ...answers, isLeft: () => true });
  assert.deepEqual(answers.sent, []);
});

test('the summary counts what changes, what stays and what cannot be used', () => {
  assert.equal(summaryWords({ changed: 37, unchanged: 1, refused: 2 }), '37 pictures change. 1 row says what is there already. 2 rows cannot be used.');
  assert.equal(summaryWords({ changed: 0, unchanged: 0, refused: 0 }), 'No picture changes.');
});

test('columns are called as the page calls their values', () => {
  assert.deepEqual(['altText', 'sku', 'tags', 'attribute.target_group'].map(columnName), ['Alt text', 'SKU', 'Tags', 'Target group']);
  assert.equal(unknownWords([]), null);
  assert.match(unknownWords(['notes', 'price']), /columns: notes, price\.$/);
});
