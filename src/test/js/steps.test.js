import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doing, stepWords, stepsOf } from '../../main/resources/META-INF/resources/js/steps.js';

const visits = (states) => ({ steps: Object.entries(states).map(([state, status]) => ({ state, status })) });
const shown = (steps) => steps.map(({ name, status }) => `${name} ${status}`);

test('looking at each product is a step of its own after the prompt, so progress never goes back', () => {
  const image = { status: 'running' };
  const before = { RenderImage: 'succeeded', TagImage: 'succeeded', WritePrompt: 'succeeded' };
  const steps = stepsOf(image, visits({ ...before, TagProducts: 'running' }));
  assert.deepEqual(shown(steps), [
    'received done',
    'rendered done',
    'tagged done',
    'prompt done',
    'products running',
    'restyled todo',
    'done todo',
  ]);
  assert.equal(doing(steps), 'Looking at each product');
});

test('a picture of one product has no step for several', () => {
  for (const image of [null, { status: 'running' }, { status: 'done', prompt: 'A cup.' }])
    assert.ok(!stepsOf(image, visits({ TagImage: 'succeeded' })).some(({ name }) => name === 'products'));
});

test('a picture that was not to be restyled did without that step, although its workflow passed it', () => {
  const passed = visits({ RenderImage: 'succeeded', RestyleImages: 'succeeded', FinishImage: 'succeeded' });
  const restyled = (image) => stepsOf(image, passed).find(({ name }) => name === 'restyled').status;
  assert.equal(restyled({ status: 'done', restyles: [] }), 'none');
  assert.equal(restyled({ status: 'done', restyles: [{ status: 'done' }] }), 'done');
});

test('each step says what is done in it, and how far that is', () => {
  const steps = stepsOf({ status: 'done', restyles: [] }, visits({ RenderImage: 'succeeded', TagImage: 'caught', RestyleImages: 'succeeded' }));
  assert.deepEqual(steps.map(stepWords), [
    'Waiting for its turn: done',
    'Reading the picture: done',
    'Tagging: failed',
    'Writing the prompt: left out',
    'Painting: left out',
    'Finishing: done',
  ]);
});
