/** The list of saved views: opened, renamed, deleted, and the present filter saved as one. */
import { button, byId, fill, h } from './dom.js';
import { icon } from './icons.js';
import { closeByItself } from './menu.js';
import { galleryHref } from './router.js';
import { attempt, toast } from './say.js';
import { LONGEST_NAME, SavedViews } from './saved-views.js';
import { undoable } from './undo.js';

/** @param {() => Object<string, string>} filter the gallery's */
export function viewsMenu(filter) {
  const menu = byId('saved-views');
  const views = new SavedViews(localStorage);
  const summary = h('summary', { class: 'button small' }, icon('bookmark'), 'Views');
  const panel = h('div', { class: 'menu-panel' });
  menu.append(summary, panel);
  let renamed = null;

  const draw = () => {
    const all = views.all;
    const now = filter();
    const isFiltered = Object.keys(now).length > 0;
    menu.hidden = !isFiltered && all.length === 0;
    if (!menu.open) return;
    const current = views.nameOf(now);
    const row = ({ name, filter: target }) =>
      name === renamed ? renameForm(name) : viewRow(name, target, name === current);
    fill(panel, [
      all.length > 0 && h('ul', { class: 'saved-views' }, all.map(row)),
      isFiltered && current === null && saveForm(now),
      h('p', { class: 'hint' }, 'Saved in this browser.'),
    ]);
  };
  const change = (act) => attempt(async () => act()).then(draw);
  const keepAgain = (name, target) => async () => {
    views.save(name, target);
    draw();
  };

  const viewRow = (name, target, isCurrent) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          class: 'menu-entry',
          href: galleryHref(target),
          'aria-current': isCurrent ? 'true' : null,
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
          undoable(`View "${name}" deleted`, keepAgain(name, target));
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

  const saveForm = (now) => {
    const field = nameField({ placeholder: 'Name of this view', 'aria-label': 'Name of this view', 'data-test': 'view-name' });
    return nameForm(field, 'Save', 'view-save', () => {
      const replaced = views.save(field.value, now);
      if (!replaced) toast('View saved in this browser');
      else undoable(`View "${replaced.name}" replaced`, keepAgain(replaced.name, replaced.filter));
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

  menu.addEventListener('toggle', () => {
    renamed = null;
    draw();
  });
  closeByItself(menu, summary);
  addEventListener('hashchange', draw);
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
