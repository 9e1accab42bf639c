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

test('the second script has no copy of what the first keeps: its modules need no browser, but for the view that is given one', () => {
  const views = ['js/second.js', 'js/sheet.js'];
  const copied = [...reachedFrom(second())].filter((name) => !views.includes(name));
  assert.ok(copied.includes('js/sheet-file.js'));
  assert.deepEqual(copied.filter((name) => !read(name).includes('Needs no browser')), []);
  const state = copied.filter((name) => /^(let|const \w+ = new (?!Intl\b)(Map|Set|\w*Storage))\b/m.test(read(name)));
  assert.deepEqual(state, []);
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

test('every module of the page is reached from the first of a script, and every stylesheet is in index.html', () => {
  const reached = new Set([...reachedFrom('js/main.js'), ...reachedFrom(second())]);
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

/** @returns {string} the first module of the second script, as index.html names it */
const second = () => read('index.html').match(/<meta id="second-script"[^>]* content="([^"]+)"/)[1];

function reachedFrom(first) {
  const reached = new Set([first]);
  for (const name of reached) for (const other of imports(name)) reached.add(other);
  return reached;
}
