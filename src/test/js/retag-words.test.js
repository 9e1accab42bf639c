import './browser-stub.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryOf, waitingWords } from '../../main/resources/META-INF/resources/js/retag.js';

test('says what tagging again would do, and what is left for later', () => {
  const found = { images: [{}, {}], unchanged: 3, withoutEmbedding: 1, waiting: 0 };
  assert.equal(
    summaryOf(found),
    '2 pictures would change, 3 would stay as they are, 1 has to be tagged by a new run.',
  );
  assert.match(summaryOf({ ...found, waiting: 1 }), /new run\. 1 picture is still on the way: tag again when it is done\.$/);
  assert.equal(waitingWords(0), '');
  assert.equal(waitingWords(5), ' 5 pictures are still on the way: tag again when they are done.');
});
