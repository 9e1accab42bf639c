/**
 * Ends what makes no progress. Needs no browser.
 *
 * @param {number} ms longest time without a sign of life
 * @param {() => void} onSilence called once, when that time is over
 * @returns {{heard: () => void, end: () => void}} `heard` is a sign of life; after `end` nothing is called
 */
export function untilSilence(ms, onSilence) {
  let timer = setTimeout(onSilence, ms);
  const end = () => clearTimeout(timer);
  const heard = () => {
    end();
    timer = setTimeout(onSilence, ms);
  };
  return { heard, end };
}
