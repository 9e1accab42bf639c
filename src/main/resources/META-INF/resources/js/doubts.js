/** What there is to decide about a picture, the least sure first. */

const DEPARTMENT = 'department';

/**
 * A doubt is a value that no person has confirmed: a suggestion (`suggested`), or an accepted value.
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

/** The category comes first, because the other attributes depend on it. */
function likelyFirst(a, b) {
  const category = (one) => one.attribute === 'category';
  return category(b) - category(a) || b.score - a.score;
}

/** The distance of the score from its threshold. */
const lead = ({ score, evidence }) => score - (evidence?.threshold ?? 0);

const surelyLast = (a, b) => lead(a) - lead(b);

/** Names a doubt among those of a picture. */
export const keyOf = ({ attribute, label }) => `${attribute ?? 'tag'}:${label}`;

/** Whether a value can be dismissed. An accepted attribute can only be corrected, in the picture's view. */
export const isRefusable = ({ attribute, suggested }) => suggested || !attribute;
