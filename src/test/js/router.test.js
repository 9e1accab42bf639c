import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  galleryHref,
  pictureHref,
  place,
} from '../../main/resources/META-INF/resources/js/router.js';

test('an empty address is the whole gallery', () => {
  for (const hash of ['', '#', '#/'])
    assert.deepEqual(place(hash), { view: 'gallery', imageId: null, filter: {}, at: null });
});

test('a filter survives the way into the address and back', () => {
  const filter = { status: 'done', tag: ['mug & saucer'], attribute: ['color:gruen=1', 'color:red'] };
  assert.deepEqual(place(galleryHref(filter)).filter, filter);
});

test('an address of before leads to the same pictures, and one filter has one address', () => {
  assert.deepEqual(place('#/?tag=mug').filter, { tag: ['mug'] });
  assert.equal(galleryHref({ tag: 'mug' }), '#/?tag=mug');
  assert.equal(galleryHref({ tag: ['red', 'mug', 'red', ''] }), '#/?tag=mug&tag=red');
  assert.deepEqual(place('#/?tag=red&tag=mug&tag=red').filter, { tag: ['mug', 'red'] });
});

test('an unknown or empty part of a filter is left out', () => {
  assert.deepEqual(place('#/?colour=red&tag=').filter, {});
  assert.equal(galleryHref({ colour: 'red' }), '#/');
});

test('the month that the gallery is entered at is in the address, and nothing else is taken for one', () => {
  assert.equal(place(galleryHref({ tag: 'mug' }, '2026-03')).at, '2026-03');
  assert.deepEqual(place('#/?at=spring'), { view: 'gallery', imageId: null, filter: {}, at: null });
});

test('an image id survives the way into the address and back', () => {
  for (const imageId of ['abc', 'a/b', '50% off', 'ü?#'])
    assert.deepEqual(place(pictureHref(imageId)), { view: 'picture', imageId, filter: {}, at: null });
});

test('a stray percent sign in a typed address is taken as it is', () => {
  assert.equal(place('#/pictures/50%').imageId, '50%');
});

test('the other views have addresses with and without a slash', () => {
  for (const view of ['products', 'review', 'duplicates', 'vocabulary', 'bin', 'webhooks'])
    for (const hash of [`#${view}`, `#/${view}`]) assert.equal(place(hash).view, view);
});
