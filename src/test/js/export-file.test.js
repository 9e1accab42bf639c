import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileWords, receiptsOf, takeFile } from '../../main/resources/META-INF/resources/js/export-file.js';

/** A service with these parts, and what was asked of it. */
function service(parts, refused = []) {
  const done = [];
  return {
    done,
    onPart: (images) => done.push(`part ${images}`),
    onConfirm: () => {},
    wait: async (seconds) => done.push(`waited ${seconds}`),
    keep: (texts) => done.push(`saved ${texts.join('')}`),
    exported: async (name, query) => {
      done.push(`read ${name} ${JSON.stringify(query)}`);
      const part = parts.shift();
      if (part instanceof Error) throw part;
      return { receipts: [], conflicts: null, next: null, ...part };
    },
    confirm: async (receipt) => {
      done.push(`confirmed ${receipt}`);
      if (refused.includes(receipt)) throw Object.assign(new Error('too busy'), { retryAfter: 2 });
    },
  };
}

test('confirms no part before the whole file is saved', async () => {
  const by = service([
    { text: 'id\na\n', next: 'images.csv?cursor=1&before=700', receipts: ['r1', 'r2'] },
    { text: 'id\nb\n', receipts: ['r3'], conflicts: '1; mug' },
  ]);
  const { conflicts, unconfirmed } = await takeFile('images.csv', { filter: { work: 'reviewed' } }, by);
  assert.deepEqual(by.done, [
    'read images.csv {"work":"reviewed"}',
    'part 700',
    'read images.csv?cursor=1&before=700 {}',
    'saved id\na\nb\n',
    'confirmed r1',
    'confirmed r2',
    'confirmed r3',
  ]);
  assert.deepEqual(conflicts, ['1; mug']);
  assert.equal(unconfirmed, null);
});

test('puts the values of parts with different columns under their names', async () => {
  const by = service([
    { text: 'id,color,text\r\na,navy,"1, 2"\r\n', next: 'images.csv?cursor=1&before=1' },
    { text: 'id,color,finish,text\r\nb,red,"matte ""raw""","two\r\nlines"\r\nc,,glossy,\r\n', next: 'images.csv?cursor=2&before=3' },
    { text: 'id,text\r\nd,last\r\n' },
  ]);
  await takeFile('images.csv', {}, by);
  assert.equal(
    by.done.at(-1),
    'saved id,color,text,finish\r\na,navy,"1, 2",\r\nb,red,"two\r\nlines","matte ""raw"""\r\nc,,,glossy\r\nd,,last,\r\n',
  );
});

test('confirms nothing when a later part is lost', async () => {
  const by = service([{ text: 'a\n', next: 'images.jsonl?cursor=1&before=1', receipts: ['r1'] }, new Error('lost')]);
  await assert.rejects(takeFile('images.jsonl', {}, by), /lost/);
  assert.ok(by.done.every((step) => !/saved|confirmed/.test(step)), by.done.join());
});

test('asks for listed pictures in several calls that are one export', async () => {
  const by = service([{ text: 'a\n', next: 'images.jsonl?before=2' }, { text: 'b\n' }]);
  await takeFile('images.jsonl', { lists: [['1', '2'], ['3']] }, by);
  assert.deepEqual(by.done, [
    'read images.jsonl {"ids":"1,2","more":"true"}',
    'part 2',
    'read images.jsonl?before=2 {"ids":"3","more":false}',
    'saved a\nb\n',
  ]);
});

test('asks for fewer pictures at once when their products are too many for an answer', async () => {
  const large = () => Object.assign(new Error('too large'), { code: 'EXPORT_TOO_LARGE' });
  const by = service([large(), { text: 'a\n', next: 'images.jsonl?before=2' }, { text: 'b\n' }]);
  await takeFile('images.jsonl', { lists: [['1', '2', '3']] }, by);
  assert.deepEqual(by.done, [
    'read images.jsonl {"ids":"1,2,3","more":false}',
    'read images.jsonl {"ids":"1,2","more":"true"}',
    'part 2',
    'read images.jsonl?before=2 {"ids":"3","more":false}',
    'saved a\nb\n',
  ]);
  await assert.rejects(takeFile('images.jsonl', { lists: [['1']] }, service([large()])), /too large/);
});

test('cuts no product of a shop in two', async () => {
  const large = () => Object.assign(new Error('too large'), { code: 'EXPORT_TOO_LARGE' });
  const productOf = (id) => (id === 'x' ? undefined : 'mug');
  const by = service([large(), { text: 'a\n', next: 'shopify.csv?before=3' }, { text: 'b\n' }]);
  await takeFile('shopify.csv', { lists: [['1', '2', 'x', '3']], productOf }, by);
  assert.match(by.done[1], /"ids":"1,2,3"/);
  const whole = service([large(), { text: 'a\n' }]);
  await assert.rejects(takeFile('shopify.csv', { lists: [['1', '2']], productOf }, whole), /too large/);
  const lines = service([large(), { text: 'a\n', next: 'images.csv?before=1' }, { text: 'b\n' }]);
  await takeFile('images.csv', { lists: [['1', '2']], productOf }, lines);
  assert.match(lines.done[1], /"ids":"1"/);
});

test('confirms the others when one is refused twice, and says why', async () => {
  const by = service([{ text: 'a\n', receipts: ['r1', 'r2'] }], ['r1']);
  const { unconfirmed } = await takeFile('images.jsonl', {}, by);
  assert.equal(unconfirmed.message, 'too busy');
  assert.deepEqual(by.done.slice(-4), ['confirmed r1', 'waited 2', 'confirmed r1', 'confirmed r2']);
});

test('tells how far the confirmations are', async () => {
  const told = [];
  const by = service([{ text: 'a\n', receipts: ['r1', 'r2'] }]);
  await takeFile('images.jsonl', {}, { ...by, onConfirm: (at, count) => told.push(`${at} of ${count}`) });
  assert.deepEqual(told, ['1 of 2', '2 of 2']);
});

test('says that pictures are unconfirmed and that products disagree, both', () => {
  const words = fileWords({ conflicts: ['1; mug'], unconfirmed: new Error('Busy.') });
  assert.match(words, /not all its pictures count as exported yet: Busy\. In 1 product the photos contradict each other/);
  assert.equal(fileWords({ conflicts: [], unconfirmed: null }), null);
});

test('says that products are left to the next export', async () => {
  const by = service([{ text: 'a\n', next: 'shopify.csv?cursor=1&before=1', waits: true }, { text: 'a\n', waits: false }]);
  const taken = await takeFile('shopify.csv', {}, by);
  assert.match(fileWords(taken), /^Some products are left out: their photos are still being worked on, or they have no title\./);
});

test('asks for some products of a shop only, and says how many are in the other file', async () => {
  const by = service([{ text: 'a\n', next: 'shopify.csv?products=new&cursor=1&before=9', others: '2' }, { text: 'a\n', others: '1' }]);
  const taken = await takeFile('shopify.csv', { filter: { work: 'changed' }, only: 'new' }, by);
  assert.equal(by.done[0], 'read shopify.csv {"work":"changed","products":"new"}');
  assert.equal(by.done[2], 'read shopify.csv?products=new&cursor=1&before=9 {}');
  assert.match(fileWords(taken), /^3 products are left out, because they were exported to Shopify before: export them by “Shopify, changes”\.$/);

  const some = service([{ text: 'a\n', next: 'shopify.csv?products=exported&before=1' }, { text: 'a\n', others: '1' }]);
  const changes = await takeFile('shopify.csv', { lists: [['1'], ['2']], only: 'exported' }, some);
  assert.equal(some.done[0], 'read shopify.csv {"ids":"1","more":"true","products":"exported"}');
  assert.equal(some.done[2], 'read shopify.csv?products=exported&before=1 {"ids":"2","more":false}');
  assert.match(fileWords(changes), /^1 product is left out, because it was never exported to Shopify: export it by “Shopify, new products”\.$/);
});

test('says how many pictures are missing as they cannot be read, and which', async () => {
  const by = service([
    { text: 'a\n', next: 'images.jsonl?cursor=1&before=9', unreadable: '2; A, B' },
    { text: 'a\n', next: 'images.jsonl?cursor=2&before=19', unreadable: null },
    { text: 'a\n', unreadable: '2; C, D' },
  ]);
  assert.equal(
    fileWords(await takeFile('images.jsonl', {}, by)),
    '4 pictures are missing in the file, because this version of Vitrine cannot read what is kept of them. Tell whoever runs Vitrine the ids A, B, C and more.',
  );
  const twice = service([{ text: 'a\n', next: 'shopify.csv?cursor=1&before=9', unreadable: '2; A, B' }, { text: 'a\n', unreadable: '1; B' }]);
  assert.match(fileWords(await takeFile('shopify.csv', {}, twice)), /^2 pictures are missing .* the ids A, B\.$/);
  const one = await takeFile('images.jsonl', {}, service([{ text: 'a\n', unreadable: '1; A' }]));
  assert.match(fileWords(one), /^1 picture is missing .* kept of it\. Tell whoever runs Vitrine the id A\.$/);
});

test('reads the ids of receipts however they are separated', () => {
  assert.deepEqual(receiptsOf('a, b,c ,d'), ['a', 'b', 'c', 'd']);
  assert.deepEqual(receiptsOf(null), []);
});
