/** Builds elements. Text is always inserted as text, so no name or tag can become markup. */
import { focusIn, refocus } from './focus.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Builds an HTML element.
 *
 * @param {string} tag
 * @param {Object} attributes `on...` are listeners; null, undefined and false are left out
 * @param {...(Node|string|number|null|false|Array)} children
 */
export function h(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** Builds an SVG element, as `h` does HTML. */
export function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false);
}

/** Writes words into an element, if others are in it: what is written again may be read aloud again. */
export function setWords(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export const byId = (id) => document.getElementById(id);

/** A button of the page: `onclick` may return a promise, during which it is disabled. */
export function button(label, attributes, onclick) {
  const element = h('button', { type: 'button', class: 'button', ...attributes }, label);
  element.addEventListener('click', async () => {
    if (element.getAttribute('aria-disabled') === 'true') return;
    // Not `disabled`, which would take the focus away from the button.
    element.setAttribute('aria-disabled', 'true');
    try {
      await onclick(element);
    } finally {
      element.removeAttribute('aria-disabled');
    }
  });
  return element;
}

/**
 * Keeps a part of the page in step with data: draws it again when what it shows has changed.
 *
 * @param {Element} root what is filled
 * @param {(data: any) => any} select the part of the data that is shown
 * @param {(data: any) => Array} render its content
 * @returns {(data: any) => void} to be called with newer data
 */
export function live(root, select, render) {
  let shown;
  return (data) => {
    const key = JSON.stringify(select(data));
    if (key === shown) return;
    shown = key;
    fill(root, render(data));
  };
}

/** Replaces the content; the focus stays inside if it was there, see focus.js. */
export function fill(root, content) {
  const place = focusIn(root);
  root.replaceChildren(...nodes([content]));
  if (place) refocus(root, place);
}
