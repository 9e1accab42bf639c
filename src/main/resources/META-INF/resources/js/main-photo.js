/** Makes a picture the main photo of its product. Needs no browser. */

/**
 * @param {Array<{imageId: string, position?: number}>} pictures of the product, in its order
 * @param {string} imageId of the picture that becomes the first
 * @returns {{position: number}|{order: string[]}} the place before all others; all pictures in the
 *     new order where the others leave no place
 */
export function mainPlace(pictures, imageId) {
  const others = pictures.filter((one) => one.imageId !== imageId);
  const taken = others.map((one) => one.position).filter(Number.isInteger);
  const lowest = Math.min(...taken, 2);
  if (lowest > 0) return { position: lowest - 1 };
  return { order: [imageId, ...others.map((one) => one.imageId)] };
}

/** @returns {(some: string[]) => object} for `runBulk`: the pictures of one call at their places in the order */
export const numbered = (sku, order) => (some) => ({
  action: 'group',
  product: { sku, position: order.indexOf(some[0]) + 1 },
});
