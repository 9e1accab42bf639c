import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stateWords } from '../../main/resources/META-INF/resources/js/state-words.js';
import { graphOf, machinesIn } from '../../main/resources/META-INF/resources/js/workflow-graph.js';

const file = new URL('../../../statemachine/image-to-text.asl.json', import.meta.url);

function statesOf(machine) {
  const { states } = graphOf(machine);
  return [...states].flatMap(([name, state]) => [name, ...machinesIn(state).flatMap(statesOf)]);
}

test('each state of the workflow has words of its own, not its name', () => {
  const names = statesOf(JSON.parse(readFileSync(file, 'utf8')));
  assert.ok(names.length > 15);
  for (const name of names.filter((one) => one !== 'Failed')) {
    assert.notEqual(stateWords(name), name);
    assert.ok(stateWords(name).length <= 20, `${stateWords(name)} is short enough for the drawing`);
  }
  assert.equal(new Set(names.map(stateWords)).size, names.length);
});

test('a state that nobody has named is said in words', () => {
  assert.equal(stateWords('WeighImage'), 'Weigh image');
});
