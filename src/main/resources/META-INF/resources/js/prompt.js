/** The prompt for an image generator, with its terms and its evidence. */
import { standInNote } from './about.js';
import { button, h } from './dom.js';
import { evidencePanel } from './evidence.js';
import { icon } from './icons.js';
import { copy } from './say.js';
import { section } from './section.js';
import { focusText, rewriteButton, textForm } from './text-form.js';
import { title } from './words.js';

export function promptSection(page) {
  let editing = page.drafts.get('prompt') !== null;
  const render = (image, redraw) => {
    const { imageId, prompt } = image;
    if (!prompt) return [];
    const set = (on) => {
      editing = on;
      redraw();
      if (on) focusText('prompt');
    };
    const on = { closed: () => set(false), opened: () => set(true) };
    if (editing) return [textForm({ imageId, name: 'prompt', value: prompt.text }, page, on)];
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
        rewriteButton(image, 'prompt', page, { class: 'button quiet small' }),
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
