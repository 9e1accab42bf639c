import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Alike, orderOf } from '../../main/resources/META-INF/resources/js/alike.js';

const red = { attribute: 'color', label: 'red' };
const one = { imageId: 'one' };
const picture = (imageId, ...suggestions) => ({ imageId, suggestions });
const nobody = () => false;
const ids = (images) => images.map((image) => image.imageId);

/** What is like `one`, by look and by meaning. */
function like(byLook, byMeaning) {
  const asked = [];
  const similar = async (imageId, by) => {
    asked.push(`${imageId} ${by}`);
    return { images: by === 'look' ? byLook : byMeaning };
  };
  return { asked, similar };
}

test('alike are those on which the same value is suggested for the same question', async () => {
  const { similar } = like(
    [picture('two', red), picture('three', { attribute: 'color', label: 'blue' }), picture('four')],
    [picture('two', red), picture('five', { label: 'red' }, red)],
  );
  const alike = new Alike(similar, true);
  assert.deepEqual(alike.with(one, { ...red, suggested: true }, nobody), []);
  assert.equal(await alike.find(one), true);
  assert.deepEqual(ids(alike.with(one, { ...red, suggested: true }, nobody)), ['two', 'five']);
  assert.deepEqual(ids(alike.with(one, { label: 'red', suggested: true }, nobody)), ['five']);
  assert.deepEqual(ids(alike.with(one, { ...red, suggested: true }, (id) => id === 'two')), ['five']);
});

test('what a picture is said to be already is asked of it alone', async () => {
  const alike = new Alike(like([picture('two', red)], []).similar, false);
  await alike.find(one);
  assert.deepEqual(alike.with(one, { ...red, suggested: false }, nobody), []);
});

test('a picture is asked for once, by what pictures are compared by', async () => {
  const { asked, similar } = like([], []);
  const alike = new Alike(similar, false);
  assert.equal(await alike.find(one), false);
  await alike.find(one);
  assert.deepEqual(asked, ['one look']);
  alike.forget();
  await alike.find(one);
  assert.equal(asked.length, 2);
});

test('where nothing can be found out nothing is alike, until it is asked for again', async () => {
  const answers = [[picture('two', red)], null, [picture('two', red)], [picture('three', red)]];
  const similar = async () => {
    const images = answers.shift();
    if (!images) throw new Error('away');
    return { images };
  };
  const alike = new Alike(similar, true);
  assert.equal(await alike.find(one), true);
  assert.deepEqual(ids(alike.with(one, { ...red, suggested: true }, nobody)), ['two']);
  assert.equal(await alike.find(one), true);
  assert.deepEqual(ids(alike.with(one, { ...red, suggested: true }, nobody)), ['two', 'three']);
  assert.equal(await alike.find(one), false);
});

test('what stays away is not news', async () => {
  const alike = new Alike(() => Promise.reject(new Error('away')), true);
  assert.equal(await alike.find(one), false);
  assert.equal(await alike.find(one), false);
  assert.deepEqual(alike.with(one, { ...red, suggested: true }, nobody), []);
});

test('the nearest by meaning are alike only if they are near', async () => {
  const near = { ...picture('two', red), likeness: 0.93 };
  const far = { ...picture('three', red), likeness: 0.7 };
  const alike = new Alike(like([], [near, far]).similar, true);
  await alike.find(one);
  assert.deepEqual(ids(alike.with(one, { ...red, suggested: true }, nobody)), ['two']);
});

test('a picture on which it cannot be decided is not alike any more', async () => {
  const alike = new Alike(like([picture('two', red), picture('three', red)], []).similar, false);
  await alike.find(one);
  alike.leaveOut(['three', 'one']);
  assert.deepEqual(ids(alike.with(one, { ...red, suggested: true }, nobody)), ['two']);
});

test('a decision is an order for many pictures', () => {
  assert.deepEqual(orderOf(red, true), { action: 'accept', attribute: 'color', value: 'red' });
  assert.deepEqual(orderOf({ label: 'mug' }, true), { action: 'accept', addTag: 'mug' });
  assert.deepEqual(orderOf(red, false), { action: 'dismiss', attribute: 'color', value: 'red' });
  assert.deepEqual(orderOf({ label: 'mug' }, false), { action: 'dismiss', removeTag: 'mug' });
});
