import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { graphOf } from '../../main/resources/META-INF/resources/js/workflow-graph.js';
import { layout } from '../../main/resources/META-INF/resources/js/workflow-layout.js';
import { takenEdges, visitsOf } from '../../main/resources/META-INF/resources/js/workflow-path.js';

const folder = new URL('../../../statemachine/', import.meta.url);
const machines = readdirSync(folder)
  .filter((name) => name.endsWith('.asl.json'))
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]);
const small = {
  StartAt: 'A',
  States: {
    A: { Type: 'Task', Next: 'B', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }] },
    B: { Type: 'Task', End: true },
    Failed: { Type: 'Fail' },
  },
};

const overlap = (a, b) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function check(drawn, machine) {
  const { states, edges } = graphOf(machine);
  assert.deepEqual(new Set(drawn.boxes.map((box) => box.name)), new Set(states.keys()));
  assert.equal(drawn.edges.length, edges.length);
  drawn.boxes.forEach((box, at) => {
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.w <= drawn.width, `${box.name} is inside`);
    assert.ok(box.y + box.h <= drawn.height, `${box.name} is inside`);
    for (const other of drawn.boxes.slice(at + 1))
      assert.ok(!overlap(box, other), `${box.name} covers ${other.name}`);
  });
  for (const [x, y] of drawn.edges.flatMap((edge) => edge.points))
    assert.ok(x >= 0 && x <= drawn.width && y >= 0 && y <= drawn.height, 'edges are inside');
}

test('there is a state machine to draw', () => assert.ok(machines.length > 0));

for (const [name, machine] of machines)
  test(`no two boxes of ${name} overlap and all is inside the drawing`, () =>
    check(layout(machine), machine));

test('a small machine is drawn whole', () => check(layout(small), small));

test('a way that failed leads to the state that caught it', () => {
  const steps = [
    { state: 'A', status: 'caught', attempts: 3, enteredAt: '2026-01-01T00:00:00Z' },
    { state: 'Failed', status: 'failed', attempts: 1, enteredAt: '2026-01-01T00:00:01Z' },
  ];
  assert.deepEqual([...takenEdges(small, steps)], ['A>Failed']);
});

test('several visits of a state are joined: the worst status, the longest time', () => {
  const visit = (status, seconds) => ({
    state: 'A',
    status,
    attempts: 1,
    enteredAt: '2026-01-01T00:00:00Z',
    exitedAt: `2026-01-01T00:00:0${seconds}Z`,
  });
  const joined = visitsOf([visit('failed', 2), visit('succeeded', 5)]).get('A');
  assert.equal(joined.status, 'failed');
  assert.equal(joined.visits, 2);
  assert.equal(joined.ms, 5000);
});
