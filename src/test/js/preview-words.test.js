import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  effects,
  isUnderWay,
  previewSummary,
  modelPreviewShare,
  modelPreviewSummary,
  modelPreviewWords,
} from '../../main/resources/META-INF/resources/js/preview-words.js';

const PREVIEW = { model: 'ViT-X', state: 'looking', labels: 0, ofLabels: 0, looked: 0, of: 24, message: null };

test('a summary counts what would become of the newest pictures', () => {
  assert.equal(
    previewSummary({ changed: 20, unchanged: 4 }, 24),
    'Of your newest 24 pictures 20 would change, 4 would stay as they are.',
  );
  assert.equal(
    previewSummary({ changed: 0, unchanged: 1, unknown: 2 }, 20),
    'Of your newest 3 pictures none would change, 1 would stay as it is, 2 must be described again first. There are no more, or there was no time to try more.',
  );
  assert.equal(previewSummary({ changed: 0, unchanged: 0 }, 24), null);
});

test('a summary says whether time ran out', () => {
  const done = { images: [{}], unchanged: 2, looked: 3, of: 3 };
  assert.equal(modelPreviewSummary(done), 'Of your newest 3 pictures 1 would change, 2 would stay as they are.');
  assert.match(modelPreviewSummary({ ...done, of: 24 }), /as they are\. There was no time to look at more\.$/);
  assert.equal(modelPreviewSummary({ images: [], unchanged: 0, looked: 0, of: 0 }), 'There is no picture yet for a preview.');
});

test('values gained and lost are counted over all pictures, the most first', () => {
  const images = [
    { changes: [{ attribute: 'tag', after: 'mug' }, { attribute: 'color', before: 'red', after: 'blue' }] },
    { changes: [{ attribute: 'tag', after: 'cup' }, { attribute: 'tag', before: 'bowl' }] },
    { changes: [{ attribute: 'color', before: 'red' }, { attribute: 'tag', after: 'mug' }] },
  ];
  assert.deepEqual(effects(images, (name) => name.toUpperCase()), {
    gained: ['mug ×2', 'COLOR: blue', 'cup'],
    lost: ['COLOR: red ×2', 'bowl'],
  });
  assert.deepEqual(effects([], String), { gained: [], lost: [] });
});

test('a tag and an attribute of one word are two values', () => {
  const images = [{ changes: [{ attribute: 'tag', after: 'red' }, { attribute: 'color', after: 'red' }] }];
  assert.deepEqual(effects(images, () => 'Color').gained, ['Color: red', 'red']);
});

test('the preview of a model says what it does and how far it is', () => {
  assert.match(modelPreviewWords({ ...PREVIEW, state: 'opening' }), /^ViT-X is being opened\.$/);
  const reading = { ...PREVIEW, state: 'reading', labels: 310, ofLabels: 1480 };
  assert.match(modelPreviewWords(reading), /: 310 of 1480\./);
  assert.deepEqual(modelPreviewShare(reading), { value: 310, max: 1480 });
  assert.match(modelPreviewWords({ ...PREVIEW, looked: 7 }), /: 7 of 24\.$/);
  assert.deepEqual(modelPreviewShare({ ...PREVIEW, looked: 7 }), { value: 7, max: 24 });
  assert.equal(modelPreviewShare({ ...PREVIEW, state: 'opening' }), null);
  assert.deepEqual(
    ['opening', 'reading', 'looking', 'done', 'stopped', 'failed', 'no-room'].filter((state) => isUnderWay({ state })),
    ['opening', 'reading', 'looking'],
  );
});

test('the preview of a model that cannot be made says why, and what is still possible', () => {
  const message = 'A preview of ViT-X takes about 3.7 GB of memory, and 1.1 GB are free.';
  assert.equal(modelPreviewWords({ ...PREVIEW, state: 'no-room', message }), `${message} You can still use it without seeing first.`);
  assert.match(modelPreviewWords({ ...PREVIEW, state: 'failed', message: 'It has no eyes.' }), /^It has no eyes\. The stand-in goes on/);
  assert.equal(modelPreviewWords({ ...PREVIEW, state: 'stopped' }), 'The preview was stopped.');
});
