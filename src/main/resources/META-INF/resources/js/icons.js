/** Line icons on a 20 px grid, drawn in the color of the text around them. */
import { svg } from './dom.js';

const PATHS = {
  add: 'M10 4v12M4 10h12',
  less: 'M4 10h12',
  expand: 'M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4',
  compare: 'M10 3v14M4 6h3.5v8H4zM12.5 6H16v8h-3.5z',
  bookmark: 'M6 3.5h8v13l-4-3-4 3z',
  bell: 'M5 14h10l-1.2-2V9a3.8 3.8 0 0 0-7.6 0v3zM8.7 16.2h2.6',
  back: 'M12.5 4.5 7 10l5.5 5.5',
  next: 'M7.5 4.5 13 10l-5.5 5.5',
  clock: 'M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 6.5V10l2.5 2',
  close: 'M5 5l10 10M15 5 5 15',
  copy: 'M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3',
  brush:
    'M17 3 9.5 10.5M8 10.2a2.6 2.6 0 0 1 2 2c0 2.6-2.6 4.3-7 4.3 1.4-1 1.3-2.4 1.6-3.7A2.9 2.9 0 0 1 8 10.2z',
  filter: 'M3.5 5.5h13M6 10h8M8.5 14.5h3',
  check: 'M4.5 10.5 8.5 14.5 15.5 6',
  edit: 'M4 16l1-4L13.5 3.5l3 3L8 15z',
  group: 'M3.5 7.5h9v9h-9zM6 5h9v9M8.5 2.5h9v9',
  lock: 'M5 9h10v7H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  retry: 'M15.5 8A6 6 0 1 0 16 11M16 4v4h-4',
  warn: 'M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.3',
  picture: 'M3.5 4.5h13v11h-13zM3.5 13l4-4 3.5 3.5 2-2 3.5 3.5M12.8 8h.2',
  chevron: 'M5 8l5 5 5-5',
  trash: 'M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6',
  folder: 'M3 5h5l1.5 2H17v9H3z',
  download: 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12',
  upload: 'M10 13V4M6 7.5l4-4 4 4M4 16.5h12',
  question: 'M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14.4v.3',
};

export function icon(name) {
  return svg(
    'svg',
    { class: 'icon', viewBox: '0 0 20 20', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: PATHS[name] }),
  );
}
