/** The prompt for an image generator, with its terms and its evidence. */
import * as api from './api.js';
import { standInNote } from './about.js';
import { button, h } from './dom.js';
import { evidencePanel } from './evidence.js';
import { icon } from './icons.js';
import { copy } from './say.js';
import { section } from './section.js';
import { textForm } from './text-form.js';
import { title } from './words.js';

const LONGEST = 1000;

export function promptSection(page) {
  let editing = false;
  const render = (image, redraw) => {
    const { imageId, prompt, lockedTexts = [] } = image;
    if (!prompt) return [];
    const set = (on) => {
      editing = on;
      redraw();
      if (on) document.getElementById('text-input')?.focus();
    };
    const put = (value, words) => page.correct(() => api.putText(imageId, 'prompt', value), words);
    if (editing) {
      const save = async (words) => (await put(words, 'Prompt kept')) && set(false);
      const text = { label: 'Prompt', value: prompt.text, longest: LONGEST, key: 'prompt' };
      return [textForm(text, { save, cancel: () => set(false) })];
    }
    const anew = { class: 'button quiet small', 'data-test': 'text-unlock', 'data-key': 'prompt' };
    const edit = { class: 'button quiet small', 'data-test': 'text-edit', 'data-key': 'prompt' };
    return [
      h('p', { class: 'prompt-text', 'data-test': 'prompt-text' }, prompt.text),
      h(
        'div',
        { class: 'prompt-bar' },
        button(
          [icon('copy'), 'Copy prompt'],
          { class: 'button small', 'data-test': 'copy-prompt' },
          () => copy(prompt.text, 'Prompt'),
        ),
        button([icon('edit'), 'Write by hand'], edit, () => set(true)),
        lockedTexts.includes('prompt') &&
          button('Write anew', anew, () => put(null, "The prompt is Vitrine's again")),
      ),
      h('p', { class: 'hint' }, 'For image generators, and for the restyles of this picture.'),
      h(
        'details',
        { class: 'options', 'data-test': 'prompt-evidence' },
        h('summary', {}, 'Terms and evidence'),
        prompt.terms?.length > 0 && terms(prompt.terms),
        prompt.evidence &&
          evidencePanel({ name: 'this prompt', evidence: prompt.evidence, about: page.about }),
      ),
    ];
  };
  const note = ({ prompt }) => standInNote(page.about, prompt?.evidence);
  return section({ title: 'Prompt', test: 'prompt', note }, (image) => [image.prompt, image.lockedTexts], render);
}

function terms(list) {
  const row = ({ table, text, similarity }) =>
    h(
      'tr',
      {},
      h('td', {}, text),
      h('td', {}, title(table)),
      h('td', { class: 'number' }, similarity.toFixed(2)),
    );
  const head = ['Term', 'From', 'Similarity'].map((words) => h('th', { scope: 'col' }, words));
  return h(
    'table',
    { class: 'terms' },
    h('thead', {}, h('tr', {}, head)),
    h('tbody', {}, list.map(row)),
  );
}
