import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endingBadly, visitsOf } from '../../main/resources/META-INF/resources/js/workflow-path.js';

const step = (state) => ({ state, status: 'succeeded', attempts: 1, enteredAt: '2026-01-01T00:00:00Z' });

test('the end of a rejected picture is not shown as a success', () => {
  const visits = endingBadly(visitsOf([step('Render'), step('RecordFailure'), step('Rejected')]));
  assert.equal(visits.get('Rejected').status, 'failed');
  assert.equal(visits.get('Render').status, 'succeeded');
});

test('a way without a step has no end', () => {
  assert.equal(endingBadly(new Map()).size, 0);
});
