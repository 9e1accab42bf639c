/** Saves files for the seller, as links with `download` do. */

/** @param {Blob} content @param {string} fileName */
export function saveFile(content, fileName) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
