/** Files to upload, and what became of them. */

/** @returns {File} a picture by its name; its content is the name unless told */
export const file = (name, content = name) => new File([content], name, { type: 'image/jpeg' });

/** @returns {object} the phase of each file, by its name */
export const phases = ({ items }) => Object.fromEntries(items.map(({ name, phase }) => [name, phase]));

/** @returns {() => boolean} whether as many files are in a phase */
export const isAt = (uploads, phase, count) => () => uploads.items.filter((one) => one.phase === phase).length === count;
