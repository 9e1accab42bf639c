import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as words from '../../main/resources/META-INF/resources/js/words.js';

test('sizes have three digits at most and the next unit from 1000 on', () => {
  const expected = { 0: '0 bytes', 999: '999 bytes', 1000: '1.0 kB', 1234567: '1.2 MB' };
  for (const [bytes, text] of Object.entries(expected)) assert.equal(words.size(+bytes), text);
  assert.equal(words.size(123456789), '123 MB');
  const rounded = { 999499: '999 kB', 999500: '1.0 MB', 999999: '1.0 MB', 99960: '100 kB', 99940: '99.9 kB' };
  for (const [bytes, text] of Object.entries(rounded)) assert.equal(words.size(+bytes), text);
});

test('durations are milliseconds, seconds or minutes', () => {
  const expected = { '-5': '0 ms', 420: '420 ms', 2400: '2.4 s', 12300: '12 s', 185000: '3 min 5 s' };
  for (const [ms, text] of Object.entries(expected)) assert.equal(words.duration(+ms), text);
});

test('an amount of time that rounds up to a minute is a minute', () => {
  assert.equal(words.duration(59_600), '1 min 0 s');
  assert.equal(words.duration(9_960), '10 s');
});

test('one is singular, everything else plural', () => {
  assert.equal(words.plural(1, 'picture'), '1 picture');
  assert.equal(words.plural(0, 'picture'), '0 pictures');
  assert.equal(words.plural(2, 'category', 'categories'), '2 categories');
  assert.equal(words.plural(12345, 'picture'), '12,345 pictures');
});

test('a file name is the last part of the key, or the id where there is none', () => {
  assert.equal(words.fileName({ key: 'sellers/a/mug.jpg', imageId: 'x' }), 'mug.jpg');
  assert.equal(words.fileName({ imageId: 'x' }), 'x');
});

test('error codes are read as words', () => {
  assert.equal(
    words.errorName('dev.vitrine.endpoint.ModelUnavailableException'),
    'Model unavailable',
  );
  assert.equal(words.errorName('NOT_FOUND'), 'Not found');
  assert.equal(words.errorName('Exception'), 'Exception');
});

test('a picture is settled unless it waits or is worked on', () => {
  assert.deepEqual(
    Object.keys(words.STATUS).filter((status) => words.isSettled({ status })),
    ['done', 'partial', 'rejected', 'failed'],
  );
});

test('a picture that is described stays so while it is painted, with the values that are measured at least', () => {
  assert.equal(words.isDescribed({ status: 'partial' }), true);
  assert.equal(words.isDescribed({ status: 'running', attributes: { color: { value: 'red' } }, tags: [] }), true);
  assert.equal(words.isDescribed({ status: 'running', attributes: {}, tags: [] }), false);
  assert.equal(words.isDescribed({ status: 'received' }), false);
});

test('only the threshold of a model that nobody has calibrated has a note', () => {
  assert.match(words.thresholdNote({ threshold: 0.7, uncalibrated: true }), /nobody has calibrated/);
  assert.equal(words.thresholdNote({ threshold: 0.7 }), null);
  assert.equal(words.thresholdNote(undefined), null);
});

test('a picture that waits says where, and about how long where that is known', () => {
  const said = (place, seconds) => words.waitingWords({ waiting: { for: 'tags', place, seconds } });
  assert.equal(said(412, 420), 'Waiting: place 412, about 7 minutes');
  assert.equal(said(1, 10), 'Waiting: place 1, less than a minute');
  assert.equal(said(9, 60), 'Waiting: place 9, about 1 minute');
  assert.equal(said(12345, 7200), 'Waiting: place 12,345, about 2 hours');
  assert.equal(said(7), 'Waiting: place 7');
  assert.equal(words.waitingWords({ status: 'running' }), null);
  assert.equal(words.waitingWords(null), null);
});

test('pictures that are there more than once are counted, so far or in all', () => {
  assert.equal(words.duplicatesWords(1, true), '1 picture is there more than once');
  assert.equal(words.duplicatesWords(3, false), '3 pictures are there more than once so far');
  assert.equal(words.duplicatesWords(0, true), 'No picture is there more than once');
  assert.equal(words.duplicatesWords(0, false), '');
});

test('products are counted, with a word if not all pictures were looked at', () => {
  assert.equal(words.productsWords(1, true), '1 product');
  assert.equal(words.productsWords(24, false), '24 products so far');
  assert.equal(words.productsWords(0, true), 'No products');
  assert.equal(words.productsWords(0, false), '');
});

test('pictures that a text describes are counted', () => {
  assert.equal(words.lookLikeWords(1), '1 picture looks like it');
  assert.equal(words.lookLikeWords(2), '2 pictures look like it');
});

test('pictures that look the same are counted, and called nearly the same if one is not', () => {
  assert.equal(words.alsoHereWords([{ distance: 0 }]), 'Also here: 1 picture that looks the same');
  const two = [{ distance: 0 }, { distance: 2 }];
  assert.equal(words.alsoHereWords(two), 'Also here: 2 pictures that look nearly the same');
});

test('what the seller has to do names the next step', () => {
  const at = '2026-11-29T10:00:00Z';
  assert.match(words.nextStep({ work: 'needs-you' }), /set its category/);
  assert.equal(words.nextStep({ work: 'needs-you', error: { code: 'X' } }), null);
  assert.match(words.nextStep({ work: 'reviewed' }), /can be exported/);
  assert.match(words.nextStep({ work: 'changed', exported: { at } }), /^Changed since .*2026.*export it again/);
  assert.match(words.nextStep({ work: 'exported', exported: { at } }), /^Exported as it is, on .*2026/);
  assert.equal(words.nextStep({}), null);
});

test('a card has a word where the seller has something to do', () => {
  assert.equal(words.needsWords({ work: 'needs-you' }), 'Needs you');
  assert.equal(words.needsWords({ work: 'changed' }), 'Changed');
  assert.equal(words.needsWords({}), null);
  assert.equal(words.needsWords({ work: 'exported' }), null);
});

test('a long message stays until it is read', () => {
  assert.equal(words.secondsToRead('x'.repeat(75)), 5);
  assert.equal(words.secondsToRead('x'.repeat(375)), 25);
});
