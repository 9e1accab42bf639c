/**
 * Looks again and again: soon after a change, ever more rarely while nothing changes, not at all
 * while the page is hidden.
 *
 * @param {() => Promise<boolean>} look says whether anything has changed; may throw
 * @param {() => {soonest: number, latest: number}} pace milliseconds between two looks
 */
export function poller(look, pace) {
  let wait = 0;
  let timer = null;
  let looking = false;
  let again = false;
  let stopped = false;

  async function turn() {
    if (stopped || document.hidden) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    const changed = await look().catch(() => false);
    looking = false;
    plan(changed || again);
    again = false;
  }

  function plan(changed) {
    const { soonest, latest } = pace();
    wait = changed ? soonest : Math.min(latest, Math.max(soonest, wait * 1.5));
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(turn, wait);
  }

  function poke() {
    clearTimeout(timer);
    turn();
  }

  const shown = () => !document.hidden && poke();
  document.addEventListener('visibilitychange', shown);
  return {
    /** Looks now. */
    poke,
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', shown);
    },
  };
}
