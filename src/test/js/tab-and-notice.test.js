import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fire, stub } from './browser-stub.js';

stub();
const { countInTab, nameTab } = await import('../../main/resources/META-INF/resources/js/tab-title.js');
const { mayAsk, tellAtTheEnd } = await import('../../main/resources/META-INF/resources/js/end-notice.js');

const done = { phase: 'settled', image: { status: 'done' } };
const sent = { phase: 'sent' };
const told = [];

class Notification extends EventTarget {
  static permission = 'granted';
  constructor(title, { body }) {
    super();
    told.push(body);
  }
}

function uploads() {
  const all = new EventTarget();
  all.items = [];
  all.become = (...items) => {
    all.items = items;
    all.dispatchEvent(new Event('change'));
  };
  return all;
}

beforeEach(() => {
  told.length = 0;
  document.hidden = false;
  globalThis.Notification = Notification;
  Notification.permission = 'granted';
});

test("the tab's title counts, and says that all are done until the seller has seen it", () => {
  const all = uploads();
  countInTab(all);
  nameTab('Pictures');
  all.become(done, sent);
  assert.equal(document.title, '(1 of 2) Pictures');
  document.hidden = true;
  all.become(done, done);
  assert.equal(document.title, '(2 done) Pictures');
  document.hidden = false;
  fire('visibilitychange');
  assert.equal(document.title, 'Pictures');
});

test('the browser tells of the end once, only when the page is not seen', () => {
  const all = uploads();
  tellAtTheEnd(all);
  all.become(sent);
  all.become(done);
  assert.deepEqual(told, []);
  document.hidden = true;
  all.become(sent, done);
  all.become(done, { ...done, image: { status: 'done', work: 'needs-you' } });
  all.become(done, done);
  assert.deepEqual(told, ['1 picture ready, 1 needs you']);
});

test('nobody is told who did not allow it', () => {
  const all = uploads();
  tellAtTheEnd(all);
  Notification.permission = 'denied';
  document.hidden = true;
  all.become(sent);
  all.become(done);
  assert.deepEqual(told, []);
});

test('the browser is asked for permission only once, and only while there is something to wait for', () => {
  Notification.permission = 'default';
  assert.ok(mayAsk([sent]));
  assert.ok(!mayAsk([done]));
  Notification.permission = 'denied';
  assert.ok(!mayAsk([sent]));
  delete globalThis.Notification;
  assert.ok(!mayAsk([sent]));
});
