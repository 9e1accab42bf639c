/** Lets the arrow keys go from card to card of a list, as in the gallery. */

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {Element} root of the list, whose children are the cards
 * @param {string} link selects the control of a card that gets the focus
 */
export function arrowKeys(root, link) {
  root.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const cards = [...root.children];
    const at = cards.findIndex((card) => card.contains(event.target));
    const first = cards[0]?.offsetTop;
    const columns = cards.filter((card) => card.offsetTop === first).length;
    const next = cards[at + step[0] + step[1] * columns];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.querySelector(link)?.focus();
  });
}
