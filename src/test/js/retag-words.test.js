import './browser-stub.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftWords, summaryOf } from '../../main/resources/META-INF/resources/js/retag.js';

test('says what tagging again would do, and what is left for later', () => {
  const found = { images: [{}, {}], unchanged: 3, withoutEmbedding: 1, waiting: 0 };
  assert.equal(
    summaryOf(found),
    '2 pictures would change, 3 would stay as they are, 1 must be described again first.',
  );
  assert.match(summaryOf({ ...found, images: [] }), /^No picture would change, 3/);
  assert.match(summaryOf({ ...found, unchanged: 1 }), /1 would stay as it is/);
  assert.match(summaryOf({ ...found, waiting: 1 }), /described again first\. Not finished yet, to be tagged again later: 1 picture\.$/);
  assert.equal(leftWords({ waiting: 0, tooLarge: 0 }), '');
  assert.equal(leftWords({ waiting: 5, tooLarge: 0 }), ' Not finished yet, to be tagged again later: 5 pictures.');
  assert.equal(leftWords({ waiting: 0, tooLarge: 2 }), ' Left as they were, with too many tags: 2 pictures.');
});
