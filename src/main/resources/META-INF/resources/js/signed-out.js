/** Says that the session has ended, and lets the seller sign in beside the page, which keeps what was typed. */
import { button, byId, fill, h } from './dom.js';
import { WORDS } from './error-words.js';
import { attempt, toast } from './say.js';
import { session, signInBeside } from './sign-in.js';

/** @param {() => void} goOn called when the seller is signed in again */
export function watchSession(goOn) {
  const notice = byId('signed-out');
  session.addEventListener('end', ({ detail }) => {
    const words = detail ? `Nobody could be signed in: ${detail}` : WORDS.SIGNED_OUT;
    if (!notice.hidden && notice.textContent.startsWith(words)) return;
    const again = button('Sign in again', { 'data-test': 'sign-in-again' }, () => attempt(signInBeside));
    fill(notice, [h('p', {}, words), again]);
    notice.hidden = false;
  });
  session.addEventListener('begin', () => {
    notice.hidden = true;
    toast('You are signed in again.');
    goOn();
  });
}

/** Closes a tab in which the seller signed in for another one. */
export function handedOver() {
  const notice = byId('signed-out');
  fill(notice, h('p', {}, 'You are signed in. This tab can be closed.'));
  notice.hidden = false;
  close();
}
