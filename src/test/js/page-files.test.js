import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const page = new URL('../../main/resources/META-INF/resources/', import.meta.url);
const read = (name) => readFileSync(new URL(name, page), 'utf8');
const filesOf = (folder) => readdirSync(new URL(folder, page)).map((name) => `${folder}/${name}`);
const modules = filesOf('js');
const stylesheets = filesOf('css');

/** As Checkstyle does for Java. */
const MOST_LINES = 300;

test('each module and stylesheet of the page is short enough to be read', () => {
  assert.ok(modules.length > 100 && stylesheets.length > 20);
  const lines = (name) => read(name).split('\n').length - 1;
  const long = [...modules, ...stylesheets, 'index.html'].filter((name) => lines(name) > MOST_LINES);
  assert.deepEqual(long, []);
});

test('no module of the page imports itself by way of others', () => {
  const importsOf = new Map(modules.map((name) => [name, imports(name)]));
  const done = new Set();
  const visit = (name, way) => {
    assert.ok(!way.includes(name), `a circle: ${[...way, name].join(' -> ')}`);
    if (done.has(name)) return;
    for (const other of importsOf.get(name)) visit(other, [...way, name]);
    done.add(name);
  };
  for (const name of modules) visit(name, []);
  assert.equal(done.size, modules.length);
});

test('every module of the page is reached from its first, and every stylesheet is in index.html', () => {
  const reached = new Set(['js/main.js']);
  for (const name of reached) for (const other of imports(name)) reached.add(other);
  assert.deepEqual(modules.filter((name) => !reached.has(name)), []);
  const linked = [...read('index.html').matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual([...linked].sort(), [...stylesheets].sort());
});

test('no name of a module begins with _, as those of private members do in the packed script', () => {
  const withoutComments = (name) => read(name).replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  const named = modules.filter((name) => /(?:\.|^\s+(?:static |async |get |set |\*)*|\b(?:const|let|function|class) )_\w/m.test(withoutComments(name)));
  assert.deepEqual(named, []);
});

const imports = (name) => [...read(name).matchAll(/ from '\.\/([^']+)';/g)].map(([, other]) => `js/${other}`);
