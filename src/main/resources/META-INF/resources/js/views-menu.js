/** The list of saved views: opened, renamed, deleted, and the present filter saved as one. */
import { button, byId, fill, h } from './dom.js';
import { icon } from './icons.js';
import { storageOf } from './kept.js';
import { closeByItself } from './menu.js';
import { galleryHref } from './router.js';
import { attempt, toast } from './say.js';
import { LONGEST_NAME, SavedViews } from './saved-views.js';
import { SellersStorage } from './sellers-storage.js';
import { signedIn } from './sign-in.js';
import { halfTyped, putBack } from './typed.js';
import { undoable } from './undo.js';

/** @param {() => Object<string, string>} filter the gallery's */
export function viewsMenu(filter) {
  const menu = byId('saved-views');
  const views = new SavedViews(new SellersStorage(storageOf('localStorage'), signedIn));
  const summary = h('summary', { class: 'button small' }, icon('bookmark'), 'Views');
  const panel = h('div', { class: 'menu-panel' });
  menu.append(summary, panel);
  let renamed = null;

  const draw = () => {
    const all = views.all;
    if (menu.open) {
      const words = halfTyped(panel);
      const row = ({ name, filter: target }) => (name === renamed ? renameForm(name) : viewRow(name, target));
      fill(panel, [
        all.length > 0 && h('ul', { class: 'saved-views' }, all.map(row)),
        saveForm(),
        h('p', { class: 'hint' }, 'Saved in this browser.'),
      ]);
      putBack(panel, words);
    }
    show(all);
  };

  /** Shows what the present filter is, and leaves names that are being typed. */
  const show = (all) => {
    const now = filter();
    const isFiltered = Object.keys(now).length > 0;
    const current = views.nameOf(now);
    menu.hidden = !isFiltered && all.length === 0;
    for (const link of panel.querySelectorAll('[data-test=view-open]')) {
      if (link.dataset.key === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    const form = panel.querySelector(':scope > form');
    if (form) form.hidden = !isFiltered || current !== null;
  };
  const change = (act) => attempt(async () => act()).then(draw);
  const again = (act) => async () => {
    act();
    draw();
  };

  const viewRow = (name, target) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          class: 'menu-entry',
          href: galleryHref(target),
          'data-test': 'view-open',
          'data-key': name,
          onclick: close,
        },
        name,
      ),
      iconButton('edit', 'Rename', name, 'view-rename', () => {
        renamed = name;
        draw();
        panel.querySelector('[data-test=view-new-name]').select();
      }),
      iconButton('trash', 'Delete', name, 'view-delete', () =>
        change(() => {
          views.delete(name);
          undoable(`View "${name}" deleted`, again(() => views.add(name, target)));
        }),
      ),
    );

  const renameForm = (name) => {
    const field = nameField({
      value: name,
      'aria-label': `New name of ${name}`,
      'data-test': 'view-new-name',
      'data-key': name,
    });
    const stop = () => {
      renamed = null;
      draw();
    };
    const form = nameForm(field, 'Rename', 'view-rename-save', () => {
      views.rename(name, field.value);
      stop();
    });
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      stop();
    });
    return h('li', {}, form);
  };

  const saveForm = () => {
    const field = nameField({ placeholder: 'Name of this view', 'aria-label': 'Name of this view', 'data-test': 'view-name' });
    return nameForm(field, 'Save', 'view-save', () => {
      const replaced = views.save(field.value, filter());
      field.value = '';
      if (!replaced) toast('View saved in this browser');
      else undoable(`View "${replaced.name}" replaced`, again(() => views.save(replaced.name, replaced.filter)));
    });
  };

  const nameForm = (field, label, test, act) =>
    h(
      'form',
      {
        class: 'view-form',
        onsubmit: (event) => {
          event.preventDefault();
          change(act);
        },
      },
      field,
      h('button', { class: 'button small', 'data-test': test }, label),
    );

  function close() {
    menu.open = false;
    summary.focus();
  }

  menu.addEventListener('toggle', draw);
  closeByItself(menu, summary);
  addEventListener('hashchange', () => show(views.all));
  draw();
}

const nameField = (more) =>
  h('input', { class: 'input', maxlength: LONGEST_NAME, autocomplete: 'off', ...more });

const iconButton = (sign, verb, name, test, act) =>
  button(
    icon(sign),
    {
      class: 'icon-button small',
      'aria-label': `${verb} ${name}`,
      title: verb,
      'data-test': test,
      'data-key': name,
    },
    act,
  );
