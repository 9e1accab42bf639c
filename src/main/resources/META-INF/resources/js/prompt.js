/** The prompt for an image generator, and what it is made of. */
import { standInNote } from './about.js';
import { button, h } from './dom.js';
import { evidencePanel } from './evidence.js';
import { icon } from './icons.js';
import { copy } from './say.js';
import { section } from './section.js';
import { title } from './words.js';

export function promptSection(page) {
  const render = ({ prompt }) => {
    if (!prompt) return [];
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
        h('span', { class: 'hint' }, 'for image generators, mode ', h('b', {}, prompt.mode)),
      ),
      h(
        'details',
        { class: 'options', 'data-test': 'prompt-evidence' },
        h('summary', {}, 'What it is made of'),
        prompt.terms?.length > 0 && terms(prompt.terms),
        prompt.evidence &&
          evidencePanel({ name: 'this prompt', evidence: prompt.evidence, about: page.about }),
      ),
    ];
  };
  const note = ({ prompt }) => standInNote(page.about, prompt?.evidence);
  return section({ title: 'Prompt', test: 'prompt', note }, (image) => image.prompt, render);
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
