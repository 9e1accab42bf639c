import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { SourceTextModule } from 'node:vm';

const modules = new URL('../../main/resources/META-INF/resources/js/', import.meta.url);

test('every module of the page can be parsed', async () => {
  const names = (await readdir(modules)).filter((name) => name.endsWith('.js'));
  assert.ok(names.length > 50);
  for (const name of names) {
    const source = await readFile(new URL(name, modules), 'utf8');
    assert.doesNotThrow(() => new SourceTextModule(source, { identifier: name }), name);
  }
});
