/** The first view of a seller without pictures: how to add some, and three samples. */
import * as api from './api.js';
import { button, byId, h } from './dom.js';
import { icon } from './icons.js';
import { attempt, copy } from './say.js';

const SAMPLES = ['coffee', 'chelsea', 'camera'];
const ALT = {
  coffee: 'A red cup of espresso',
  chelsea: 'A tabby cat',
  camera: 'A photographer at work',
};
const COMMAND =
  'source "${VITRINE_HOME:-$HOME/.vitrine}/aws.env" && aws s3 cp photo.jpg s3://vitrine-uploads/demo/photo.jpg';

/**
 * @param {HTMLElement} root
 * @param {{local: boolean, take: (files: File[]) => void}} how `local`: whether the bucket is on
 *     this machine
 */
export function welcome(root, { local, take }) {
  root.replaceChildren(
    h('h1', {}, 'Put your first picture in the window'),
    h(
      'p',
      { class: 'lead' },
      'Vitrine finds the tags and colors of a product picture, writes its caption and prompt, and, if you like, paints it in another style.',
    ),
    dropTarget(),
    samples(take),
    ...(local ? [commandLine()] : []),
  );
}

function dropTarget() {
  return h(
    'div',
    { class: 'drop-target' },
    icon('picture'),
    h('p', { class: 'drop-words' }, 'Drop pictures anywhere on this page, or paste one'),
    button(
      'Choose pictures',
      { class: 'button primary large', 'data-test': 'welcome-choose' },
      () => byId('file-input').click(),
    ),
    button(
      [icon('folder'), 'Choose a folder'],
      { class: 'button quiet for-folders', 'data-test': 'welcome-folder' },
      () => byId('folder-input').click(),
    ),
    h(
      'p',
      { class: 'hint' },
      'JPEG, PNG, WebP, GIF, TIFF or BMP, at most 50 MB and 100 megapixels each. HEIC, as iPhones take it, has to be saved as JPEG first.',
    ),
  );
}

function samples(take) {
  const one = (name) =>
    button(
      h('img', { src: `samples/${name}-small.jpg`, alt: ALT[name], loading: 'lazy' }),
      {
        class: 'sample',
        'data-test': 'sample',
        'data-key': name,
        'aria-label': `Try it with: ${ALT[name]}`,
      },
      () => attempt(async () => take([await api.sample(`samples/${name}.jpg`)])),
    );
  return h(
    'section',
    { class: 'samples' },
    h('h2', {}, 'No picture at hand? Try one of these'),
    h('div', { class: 'sample-row' }, SAMPLES.map(one)),
    h('p', { class: 'hint' }, h('a', { href: 'samples/CREDITS.md' }, 'Credits'), ', all CC0'),
  );
}

function commandLine() {
  return h(
    'section',
    { class: 'command' },
    h('h2', {}, 'Or from a terminal'),
    h(
      'div',
      { class: 'command-line' },
      h('code', {}, COMMAND),
      button(
        [icon('copy'), 'Copy'],
        { class: 'button quiet small', 'data-test': 'copy-command' },
        () => copy(COMMAND, 'Command'),
      ),
    ),
  );
}
