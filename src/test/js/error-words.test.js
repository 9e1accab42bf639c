import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { SAID_BY_THE_SERVER, WORDS, sellerWords, whileTrying } from '../../main/resources/META-INF/resources/js/error-words.js';

test('an unsupported file is answered with the formats, not with media types', () => {
  const message = 'Vitrine reads pictures of the types image/jpeg, image/png, image/webp, image/gif.';
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

test('while the page tries again by itself, nobody is told to', () => {
  assert.equal(whileTrying(WORDS.NO_ANSWER), 'Vitrine does not answer. Trying again.');
  assert.equal(whileTrying(WORDS.UNAVAILABLE), 'Vitrine is busy. Trying again.');
  assert.equal(whileTrying(WORDS.UNREACHABLE), 'Vitrine cannot be reached. Trying again.');
  assert.equal(whileTrying(WORDS.FORBIDDEN), 'You may not do this. Trying again.');
});

test('a sentence of the API about what is asked is kept', () => {
  const message = 'A picture has at most 100 tags of your own.';
  assert.equal(sellerWords({ code: 'LIMIT_REACHED', status: 409, message }), message);
});

test('no words of a store or a gateway that Vitrine does not know reach the seller', () => {
  const message = 'The policy document is malformed';
  assert.doesNotMatch(sellerWords({ code: 'InvalidPolicyDocument', status: 400, message }), /policy/);
  assert.equal(sellerWords({ code: 'HTTP_404', status: 404, message: 'Not Found' }), WORDS.NOT_FOUND);
});

test('what is wrong with a field that the seller filled in is said; any other is the mistake of the page', () => {
  const message = "A file's name has 1 to 200 characters.";
  const problem = { code: 'INVALID_REQUEST', status: 400, message };
  assert.equal(sellerWords(problem), message);
  assert.equal(sellerWords({ ...problem, field: 'fileName' }), message);
  assert.equal(sellerWords({ ...problem, message: 'This must be a whole number.', field: 'limit' }), WORDS.NOT_FOUND);
});

test('no sentence of the API names a field, whose name it has beside it', () => {
  const sentences = sentencesOfTheApi();
  assert.ok(sentences.length > 30, `found ${sentences.length}`);
  const bad = sentences.filter(
    ({ field, sentence }) =>
      /[a-z][A-Z]/.test(sentence) || !/^[A-Z]/.test(sentence) || new RegExp(`^${field} (must|has|is|lists)`).test(sentence),
  );
  assert.deepEqual(bad, []);
});

test("each code of the API has words of the page, or its own sentence is the seller's", () => {
  const codes = codesOfTheApi();
  assert.ok(codes.size > 30, `found ${codes.size}`);
  const unknown = [...codes].filter((code) => !WORDS[code] && !SAID_BY_THE_SERVER.has(code));
  assert.deepEqual(unknown, []);
});

/** Field and beginning of the sentence, as the sources refuse requests: with a field, or with a status and a code. */
function sentencesOfTheApi() {
  const forms = [
    /ApiProblem\.invalid\(\s*(?:(?:"([\w-]+)"|\w+),\s*)?"([^"]*)"(?!,)/g,
    /\(\s*400,\s*"([A-Z_]+)",\s*"([^"]+)"/g,
  ];
  return sources().flatMap((text) =>
    forms.flatMap((form) => [...text.matchAll(form)].map(([, field, sentence]) => ({ field, sentence }))),
  );
}

/** As the sources that answer write them: after a status, or in a refusal. */
function codesOfTheApi() {
  const codes = new Set();
  for (const text of sources()) {
    const said = text.matchAll(/(?:\b[45]\d\d,|ActionRefusedException\()\s*"([A-Z]+(?:_[A-Z]+)*)"/g);
    for (const [, code] of said) codes.add(code);
    for (const [, name] of text.matchAll(/ActionRefusedException\(\s*\w+\.([A-Z_]+),/g)) codes.add(constants().get(name));
  }
  return codes;
}

/** The texts of the sources' constants, by their names. */
function constants() {
  const all = sources().flatMap((text) => [...text.matchAll(/static final String ([A-Z_]+) =\s*"([A-Z_]+)"/g)]);
  return new Map(all.map(([, name, code]) => [name, code]));
}

function sources() {
  return ['../../main/java/', '../../local/java/'].flatMap((root) => {
    const folder = new URL(root, import.meta.url);
    const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.java'));
    return files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
  });
}
