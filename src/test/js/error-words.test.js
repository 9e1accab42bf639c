import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sellerWords } from '../../main/resources/META-INF/resources/js/error-words.js';

test('an unsupported file is answered with the formats, not with media types', () => {
  const message = 'contentType must be one of image/jpeg, image/png, image/webp, image/gif.';
  assert.equal(
    sellerWords({ code: 'UNSUPPORTED_FORMAT', status: 400, message }),
    'Vitrine cannot read this kind of file. It reads JPEG, PNG, WebP and GIF.',
  );
});

test('an empty file is called empty', () => {
  const message = 'Your proposed upload is smaller than the minimum allowed size';
  assert.equal(sellerWords({ code: 'EntityTooSmall', status: 400, message }), 'The file is empty.');
});

test('no words of a broken server reach the seller', () => {
  assert.doesNotMatch(sellerWords({ code: 'HTTP_502', status: 502, message: 'Bad Gateway' }), /Gateway/);
});

test('a sentence of the API about what is asked is kept', () => {
  const message = 'A picture has at most 100 tags of your own.';
  assert.equal(sellerWords({ code: 'LIMIT_REACHED', status: 409, message }), message);
});
