/** What went wrong with a picture, with a retry; what is left to do with it; and its deletion. */
import * as api from './api.js';
import { openDialog } from './dialog.js';
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { attempt } from './say.js';
import { section } from './section.js';
import { errorName, fileName, isSettled, nextStep } from './words.js';

const HEADLINE = {
  rejected: 'Vitrine cannot use this file',
  failed: 'This picture could not be finished',
  partial: 'A part of the work failed',
};

export function troubleSection(page) {
  const render = (image) => {
    if (!image.error || !isSettled(image)) return [];
    const again = () => page.act(() => api.retry(image.imageId), 'Started again');
    return [
      h(
        'div',
        { class: `notice ${image.status === 'partial' ? 'warn' : 'bad'}`, role: 'alert' },
        icon('warn'),
        h(
          'div',
          {},
          h('h2', {}, HEADLINE[image.status] ?? 'Something went wrong'),
          h('p', { 'data-test': 'error-message' }, image.error.message),
          h('small', {}, errorName(image.error.code)),
        ),
        image.error.retryable && button([icon('retry'), 'Retry'], { 'data-test': 'retry' }, again),
      ),
    ];
  };
  return section({ test: 'trouble' }, (image) => [image.error, image.status], render);
}

/** What is left to do with a picture that is done, or that nothing is left. */
export function nextStepSection() {
  const render = (image) => {
    const words = isSettled(image) && nextStep(image);
    if (!words) return [];
    const warns = ['needs-you', 'changed'].includes(image.work);
    return [h('p', { class: warns ? 'notice warn' : 'hint', 'data-test': 'next-step-words' }, words)];
  };
  return section({ test: 'next-step' }, (image) => [image.work, image.error, image.exported], render);
}

export function dangerSection(page) {
  const render = (image) => [
    button(
      [icon('trash'), 'Delete picture'],
      { class: 'button quiet danger-text', 'data-test': 'delete' },
      () => confirm(image, page),
    ),
  ];
  return section({ test: 'danger' }, (image) => image.imageId, render);
}

function confirm(image, page) {
  const words = `The picture, its restyles and all that is known about ${fileName(image)} go to the bin. For 30 days they can be restored; then they are deleted for good.`;
  openDialog({
    title: 'Delete this picture?',
    content: [h('p', {}, words)],
    actions: [
      { label: 'Keep it', test: 'delete-cancel' },
      {
        label: 'Delete',
        danger: true,
        test: 'delete-confirm',
        run: () => page.remove(),
      },
    ],
  });
}
