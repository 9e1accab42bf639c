/** The view of the live vocabulary, its versions, and the upload of another one. */
import * as api from './api.js';
import { button, fill, h } from './dom.js';
import { icon } from './icons.js';
import { retagSection } from './retag.js';
import { attempt, toast } from './say.js';
import { nameTab } from './tab-title.js';
import { vocabularyDraft } from './vocabulary-draft.js';
import { vocabularyTree } from './vocabulary-tree.js';
import { uploadSection } from './vocabulary-upload.js';
import { plural, when } from './words.js';

export class VocabularyView {
  #draft = null;
  #tree = vocabularyTree({ edit: (place) => this.#draft.edit(place), add: (place) => this.#draft.add(place) });
  #versions = h('div', { class: 'versions' });
  #head = h('header', { class: 'view-head' });

  /**
   * @param {HTMLElement} root
   * @param {object} page `{questions, drafts, changed()}`
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    const live = () => this.#live();
    this.upload = uploadSection(page, live);
    this.#draft = vocabularyDraft({
      drafts: page.drafts,
      show: (vocabulary) => this.#tree.show(vocabulary),
      tried: this.upload.edited,
      changed: this.upload.forgetEdited,
    });
    this.retag = retagSection(page);
  }

  async show() {
    this.root.hidden = false;
    if (this.root.children.length === 0) {
      const beside = [this.upload.element, this.#versionsPanel(), this.retag];
      fill(this.root, [
        this.#head,
        this.#draft.element,
        h(
          'div',
          { class: 'vocabulary-columns' },
          this.#tree.element,
          h('div', { class: 'vocabulary-side' }, beside),
        ),
      ]);
    }
    nameTab('Vocabulary · Vitrine');
    await this.#load().catch((error) => this.#say(error));
  }

  /** Whether the seller has changed something that is not live. */
  get hasChanges() {
    return this.#draft.hasChanges();
  }

  #say(error) {
    const again = button('Try again', { 'data-test': 'vocabulary-retry' }, () => this.show());
    fill(this.#head, [
      h('h1', { id: 'vocabulary-title', tabindex: '-1' }, 'Vocabulary'),
      h('div', { class: 'notice bad', role: 'alert' }, h('p', {}, error.message), again),
    ]);
  }

  hide() {
    this.root.hidden = true;
  }

  async #load() {
    const [vocabulary, versions] = await Promise.all([
      api.vocabulary(),
      api.vocabularyVersions(),
    ]);
    this.#draft.begin(vocabulary);
    fill(this.#head, head(vocabulary));
    fill(this.#versions, this.#list(versions));
  }

  /** Loads the vocabulary again, because another version is live. */
  async #live() {
    this.page.questions.forget();
    await Promise.all([this.#load(), this.page.questions.load()]);
  }

  #versionsPanel() {
    return h(
      'section',
      { class: 'panel', 'data-test': 'versions' },
      h('h2', {}, 'Versions'),
      this.#versions,
    );
  }

  #list(versions) {
    return h(
      'ul',
      { class: 'version-list' },
      versions.map((one) => this.#version(one)),
    );
  }

  #version({ version, name, createdAt, live }) {
    const back = button(
      'Roll back',
      {
        class: 'button small',
        'aria-label': `Roll back to ${version}`,
        'data-test': 'rollback',
        'data-key': version,
      },
      async () => {
        const done = await attempt(() => api.rollBackVocabulary(version));
        if (!done) return;
        toast(`${name} ${version} is live again`);
        await attempt(() => this.#live());
      },
    );
    return h(
      'li',
      { 'data-test': 'version', 'data-key': version, 'data-live': String(Boolean(live)) },
      h(
        'span',
        { class: 'version-name' },
        h('b', {}, version),
        h('small', {}, `${name}, ${createdAt ? when(createdAt) : 'shipped with Vitrine'}`),
      ),
      live ? h('span', { class: 'live' }, 'Live') : back,
    );
  }
}

function head(vocabulary) {
  const leaves = vocabulary.categories.reduce((sum, one) => sum + leavesOf(one), 0);
  const counts = [
    plural(vocabulary.categories.length, 'department'),
    plural(leaves, 'category', 'categories'),
    plural((vocabulary.attributes ?? []).length, 'attribute'),
    vocabulary.tags?.length > 0 && plural(vocabulary.tags.length, 'more tag'),
  ];
  return [
    h(
      'div',
      {},
      h('h1', { id: 'vocabulary-title', tabindex: '-1' }, 'Vocabulary'),
      h(
        'p',
        { class: 'hint', 'data-test': 'vocabulary-version' },
        h('b', {}, `${vocabulary.name} ${vocabulary.version}`),
        `: ${counts.filter(Boolean).join(', ')}`,
      ),
    ),
    button(
      [icon('download'), 'Download as JSON'],
      { class: 'button', 'data-test': 'vocabulary-download' },
      () => download(vocabulary),
    ),
  ];
}

const leavesOf = (category) =>
  category.categories?.length
    ? category.categories.reduce((sum, one) => sum + leavesOf(one), 0)
    : 1;

function download(vocabulary) {
  const text = JSON.stringify(vocabulary, null, 2);
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const file = `${vocabulary.name}-${vocabulary.version}.json`;
  const link = h('a', { href: url, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
