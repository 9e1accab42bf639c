import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListEnd } from '../../main/resources/META-INF/resources/js/list-end.js';

/** The end of a list whose pages are in `pages`; errors are thrown. It stays near the window. */
function endOf(pages) {
  const seen = { loaded: 0, drawn: 0, frames: [] };
  const read = async () => {
    const page = pages.shift();
    if (page instanceof Error) throw page;
    seen.loaded += page;
    return page;
  };
  const end = new ListEnd({
    read,
    goesOn: () => pages.length > 0,
    draw: () => (seen.drawn += 1),
    next: (run) => seen.frames.push(run),
  });
  const frame = () => seen.frames.shift()?.();
  return { end, seen, frame };
}

test('an end that stays near the window loads on, also after pages that hold little', async () => {
  const { end, seen, frame } = endOf([1, 0, 2]);
  assert.equal(await end.load(), 1);
  await frame();
  await frame();
  assert.equal(frame(), false);
  assert.deepEqual([seen.loaded, seen.drawn], [3, 3]);
});

test('an error is kept until a page is loaded, and nothing is loaded by itself after it', async () => {
  const cut = new Error('cut');
  const { end, seen, frame } = endOf([cut, 5]);
  assert.equal(await end.load(), undefined);
  assert.equal(end.error, cut);
  assert.equal(seen.drawn, 1);
  assert.equal(frame(), undefined);
  assert.equal(await end.load(), 5);
  assert.equal(end.error, null);
});

test('two who want a page get the same one', async () => {
  const { end } = endOf([1, 2]);
  assert.deepEqual(await Promise.all([end.load(), end.load()]), [1, 1]);
});

test('what is read of a list that was begun anew is not waited for', async () => {
  const { end, seen } = endOf([new Error('cut'), 2]);
  const late = end.load();
  end.reset();
  assert.equal(await end.load(), 2);
  assert.equal(await late, undefined);
  assert.equal(end.error, null);
  assert.equal(seen.drawn, 1);
});
