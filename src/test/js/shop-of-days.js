import { PictureList } from '../../main/resources/META-INF/resources/js/picture-list.js';

const DAY = 24 * 3600 * 1000;
const timeOf = (day) => new Date(Date.UTC(2000, 0, 1) + day * DAY).toISOString();
export const idsOf = (list) => list.images.map((image) => image.imageId);

/** A picture a day since 2000, and an API of them that counts its answers. */
export function shop(days) {
  const all = Array.from({ length: days }, (_, day) => ({ imageId: `p${day}`, uploadedAt: timeOf(day) }));
  const api = { all, calls: 0, held: () => null };
  api.read = async (filter, { limit, cursor }) => {
    api.calls += 1;
    const answer = pageOf(filter, limit, cursor);
    await api.held(filter);
    return answer;
  };
  const pageOf = ({ from, to, sort }, limit, cursor) => {
    const [known, after] = cursor ? JSON.parse(cursor) : [];
    const fingerprint = JSON.stringify({ from, to, sort });
    if (cursor && known !== fingerprint) throw new Error('INVALID_CURSOR');
    const wanted = api.all.filter(
      ({ uploadedAt }) => (!from || Date.parse(uploadedAt) >= Date.parse(from)) && (!to || Date.parse(uploadedAt) < Date.parse(to)),
    );
    if (sort !== 'oldest') wanted.reverse();
    const begin = cursor ? wanted.findIndex((image) => image.imageId === after) + 1 : 0;
    const images = wanted.slice(begin, begin + limit);
    const hasMore = begin + limit < wanted.length;
    return { images, cursor: hasMore ? JSON.stringify([fingerprint, images.at(-1).imageId]) : undefined };
  };
  api.add = () => api.all.push({ imageId: `p${api.all.length}`, uploadedAt: timeOf(api.all.length) });
  api.list = () => new PictureList(api.read, api.read, 48);
  /** Holds back the next answer of a filter with an end. @returns what lets it go */
  api.hold = () => api.holdNext(({ to }) => to);
  api.holdNext = (isToHold) => {
    let letGo;
    const promise = new Promise((resolve) => (letGo = resolve));
    api.isHeld = new Promise((resolve) => {
      api.held = (filter) => {
        if (!isToHold(filter)) return null;
        api.held = () => null;
        resolve();
        return promise;
      };
    });
    return letGo;
  };
  return api;
}

/** @returns the ids of all pictures, newest first */
export const whole = (api) => [...api.all].reverse().map((image) => image.imageId);
