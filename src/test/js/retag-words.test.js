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
  assert.match(summaryOf({ ...found, waiting: 1 }), /new run\. Still on the way, to be tagged again later: 1 picture\.$/);
  assert.equal(waitingWords(0), '');
  assert.equal(waitingWords(5), ' Still on the way, to be tagged again later: 5 pictures.');
});
