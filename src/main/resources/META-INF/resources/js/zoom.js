/** How a picture lies in a frame: how large, and moved by how much. Needs no browser. */

export const MOST_ZOOM = 8;

/** The whole picture. `scale` 1 fits the frame; `x` and `y` move its middle, in pixels. */
export const WHOLE = { scale: 1, x: 0, y: 0 };

/** @param {{width: number, height: number}} frame @returns the picture's size in it at scale 1 */
function fitted(frame, picture) {
  const fit = Math.min(frame.width / picture.width, frame.height / picture.height);
  return { width: picture.width * fit, height: picture.height * fit };
}

/** Keeps the frame full where the picture is larger, and the picture in the middle where it is not. */
function within({ scale, x, y }, frame, picture) {
  const fit = fitted(frame, picture);
  const held = (value, size, room) => {
    const most = Math.max(0, (size * scale - room) / 2);
    return most === 0 ? 0 : Math.max(-most, Math.min(most, value));
  };
  return { scale, x: held(x, fit.width, frame.width), y: held(y, fit.height, frame.height) };
}

/**
 * @param {{scale: number, x: number, y: number}} view
 * @param {number} factor
 * @param {{x: number, y: number}} point that stays where it is, from the frame's middle
 * @param {{width: number, height: number}} frame in pixels
 * @param {{width: number, height: number}} picture in any unit
 */
export function zoomed(view, factor, point, frame, picture) {
  const scale = Math.max(1, Math.min(MOST_ZOOM, view.scale * factor));
  const by = scale / view.scale;
  const x = point.x - (point.x - view.x) * by;
  const y = point.y - (point.y - view.y) * by;
  return within({ scale, x, y }, frame, picture);
}

/** @param {{x: number, y: number}} by pixels */
export const moved = (view, by, frame, picture) =>
  within({ scale: view.scale, x: view.x + by.x, y: view.y + by.y }, frame, picture);
