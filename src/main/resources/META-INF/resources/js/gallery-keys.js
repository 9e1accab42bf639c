/** The gallery's keys: arrows go from card to card, X selects, A with Ctrl selects all. */
import { openDialog } from './dialog.js';
import { h } from './dom.js';
import { place } from './router.js';

const KEYS = [
  ['← → ↑ ↓', 'from picture to picture'],
  ['Enter', 'open the picture'],
  ['X', 'select the picture; with Shift, all from the last one'],
  ['Drag', 'beside the pictures: select what the rectangle touches; with Shift or Ctrl, more'],
  ['Ctrl A', 'select all pictures of the filter'],
  ['Esc', 'select nothing; in a picture, back to the gallery'],
  ['Z', 'undo the last correction or deletion'],
  ['/', 'search'],
  ['A, D, N, P', 'in Review: accept, dismiss, next, back'],
  ['Shift A', 'in Review: accept on all alike; with D dismiss'],
  ['?', 'this list'],
];

/** @param {{gallery: Gallery, selection: Selection}} parts */
export function galleryKeys({ gallery, selection }) {
  addEventListener('keydown', (event) => {
    const { target } = event;
    if (target.closest?.('input, select, textarea, dialog, details[open]') || event.altKey) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.key === '?') return showKeys();
    if (place().view !== 'gallery') return;
    const act = event.ctrlKey || event.metaKey ? withControl(event) : plain(event);
    if (!act) return;
    event.preventDefault();
    act();
  });

  const imageIdOf = (target) => target.closest?.('.card')?.dataset.id;

  function withControl({ key }) {
    return key.toLowerCase() === 'a' ? () => selection.all(gallery.filter) : null;
  }

  function plain({ key, shiftKey, target }) {
    const id = imageIdOf(target);
    const to = (by, rows) => () =>
      gallery.grid.neighbour(id, by, rows)?.querySelector('.card-link').focus({ preventScroll: true });
    if (key === 'Escape' && !selection.isEmpty) return () => selection.clear();
    if (key === '/') return () => document.getElementById('search')?.focus();
    if (!id) return null;
    const acts = {
      ArrowLeft: to(-1),
      ArrowRight: to(1),
      ArrowUp: to(0, -1),
      ArrowDown: to(0, 1),
      x: () => selection.toggle(id, shiftKey ? gallery.images : null),
    };
    return acts[key.length === 1 ? key.toLowerCase() : key];
  }
}

function showKeys() {
  const row = ([keys, words]) => [
    h('dt', {}, keys.split(/,? /).map((key) => h('kbd', {}, key))),
    h('dd', {}, words),
  ];
  openDialog({
    title: 'Keys',
    content: [h('dl', { class: 'key-list', 'data-test': 'keys' }, KEYS.map(row))],
    actions: [{ label: 'Close', primary: true }],
  });
}
