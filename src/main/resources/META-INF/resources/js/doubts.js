/** What there is to decide about a picture, the least sure first. */

const DEPARTMENT = 'department';

/**
 * A doubt is a claim that no person has confirmed: `suggested` ones are not claimed yet.
 *
 * @returns {Array<{attribute?: string, label: string, score: number, threshold?: number,
 *     suggested: boolean, evidence?: object}>}
 */
export function doubtsOf(image) {
  const suggested = (image.suggestions ?? []).map((one) => ({ ...one, suggested: true }));
  const attributes = Object.entries(image.attributes ?? {})
    .filter(([name, one]) => name !== DEPARTMENT && !one.locked && byMachine(one))
    .map(([attribute, { value, score, evidence }]) => claim({ attribute, label: value, score, evidence }));
  const tags = (image.tags ?? []).filter(byMachine).map((one) => claim(one));
  return [...suggested.sort(likelyFirst), ...[...attributes, ...tags].sort(surelyLast)];
}

const byMachine = ({ evidence }) => evidence?.source === 'machine';

const claim = ({ attribute, label, score, evidence }) => ({
  attribute,
  label,
  score,
  evidence,
  suggested: false,
});

/** The category decides what else is asked, so it comes before all. */
function likelyFirst(a, b) {
  const category = (one) => one.attribute === 'category';
  return category(b) - category(a) || b.score - a.score;
}

/** By how much it is above what counts. */
const lead = ({ score, evidence }) => score - (evidence?.threshold ?? 0);

const surelyLast = (a, b) => lead(a) - lead(b);

/** Names a doubt among those of a picture. */
export const keyOf = ({ attribute, label }) => `${attribute ?? 'tag'}:${label}`;

/** A claimed attribute is not refused but corrected, on the picture's own page. */
export const isRefusable = ({ attribute, suggested }) => suggested || !attribute;
