/** Saves files for the seller, as links with `download` do. */

/** @param {Blob} content @param {string} fileName */
export function saveFile(content, fileName) {
  const address = URL.createObjectURL(content);
  saveAddress(address, fileName);
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Saves what is at an address, without the page reading it. @param {string} address of the page's origin */
export function saveAddress(address, fileName) {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
}
