import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CAPTIONER,
  EYES,
  downloadWords as words,
  isOnItsWay,
  isToBeUsed,
  orderWords,
} from '../../main/resources/META-INF/resources/js/model-words.js';

const downloadWords = (download) => words(download, EYES);
const MODEL = { model: 'ViT-X', bytes: 0, of: 1.5e9, memory: 3.2e9, message: null };

test('an offer says size, time and memory before anything is downloaded', () => {
  const offer = { ...MODEL, state: 'offered' };
  assert.equal(
    downloadWords(offer),
    'A real model, ViT-X, can look at your pictures instead of the stand-in. It is downloaded once: about 1.5 GB, in about 4 minutes at 50 Mbit/s. While Vitrine runs it takes about 3.2 GB of memory. Your pictures stay on this machine. Before it is used you can see what it would change on your newest pictures.',
  );
  assert.equal(orderWords(offer, EYES), 'Download it');
  assert.equal(isToBeUsed(offer, EYES), false);
  assert.equal(isOnItsWay(offer), false);
  assert.doesNotMatch(downloadWords({ ...offer, of: 0, memory: 0 }), /0 bytes|NaN/);
});

test('a download says how far it is and who looks meanwhile', () => {
  const fetching = { ...MODEL, state: 'fetching', bytes: 5.25e8 };
  assert.match(downloadWords(fetching), /525 MB of 1\.5 GB \(35%\)\. Until .* the stand-in looks/);
  assert.equal(orderWords(fetching, EYES), null);
  assert.equal(isOnItsWay(fetching), true);
  assert.doesNotMatch(downloadWords({ ...fetching, of: 0 }), /NaN|Infinity/);
  assert.equal(isOnItsWay({ ...MODEL, state: 'opening' }), true);
});

test('a failure is the sentence of the server, what goes on, and another try', () => {
  const failed = { ...MODEL, state: 'failed', message: 'The disk is full.' };
  assert.equal(
    downloadWords(failed),
    'The disk is full. The stand-in goes on looking at your pictures.',
  );
  assert.equal(orderWords(failed, EYES), 'Try again');
  assert.equal(isToBeUsed(failed, EYES), false);
  assert.doesNotMatch(downloadWords({ ...failed, message: null }), /null/);
});

test('a model in use can be seen and not ordered', () => {
  const ready = { ...MODEL, state: 'ready' };
  assert.match(downloadWords(ready), /^ViT-X looks at your pictures\./);
  assert.equal(orderWords(ready, EYES), null);
  assert.equal(isOnItsWay(null), false);
});

test('a model that is here waits for a decision', () => {
  const fetched = { ...MODEL, state: 'fetched' };
  assert.equal(
    downloadWords(fetched),
    'ViT-X is on this machine and not in use. The stand-in looks at your pictures.',
  );
  assert.equal(orderWords(fetched, EYES), 'Use it');
  assert.equal(isToBeUsed(fetched, EYES), true);
  assert.equal(isOnItsWay(fetched), false);
});

test('a captioner is used as soon as it is there', () => {
  const offer = { ...MODEL, state: 'offered' };
  assert.equal(orderWords(offer, CAPTIONER), 'Download and use it');
  assert.equal(isToBeUsed(offer, CAPTIONER), true);
  assert.doesNotMatch(words(offer, CAPTIONER), /Before it is used/);
});

test('a captioner says what it writes, and who writes meanwhile', () => {
  const say = (state) => words({ ...MODEL, state }, CAPTIONER);
  assert.match(say('offered'), /^A real model, ViT-X, can write your captions and read the words on/);
  assert.match(say('fetching'), /Until it is there, the stand-in writes your captions\.$/);
  assert.equal(say('ready'), 'ViT-X writes your captions. Earlier pictures keep their captions.');
  assert.match(say('failed'), /The stand-in goes on writing your captions\.$/);
});
