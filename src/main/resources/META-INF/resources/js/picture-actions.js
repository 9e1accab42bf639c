/** What the seller does with the picture that is shown, and how it is undone. */
import * as api from './api.js';
import { attempt, toast } from './say.js';
import { again, takeBack, takeOneBack } from './take-back.js';
import { undoable } from './undo.js';

export class PictureActions {
  /**
   * @param {{imageId: () => string|null, learn: (image: object) => void, look: () => void,
   *     pause: () => Promise, goOn: () => void, leave: () => void}} view of a picture: `look` reads
   *     the picture again, `pause` resolves when it is not being read any more, `goOn` ends the
   *     pause, `leave` goes back to the gallery
   * @param {{gallery: Gallery, changed: () => void}} page
   */
  constructor(view, page) {
    Object.assign(this, { view, page });
  }

  /**
   * Runs an action and shows the picture as it is afterwards.
   *
   * @param {() => Promise} action
   * @param {string} [success] words for the seller
   * @returns {Promise<boolean>} whether it succeeded
   */
  act = async (action, success) => {
    const imageId = this.view.imageId();
    const succeeded = await attempt(action, success);
    const image = succeeded ? await api.image(imageId).catch(() => null) : null;
    if (image) this.#learn(imageId, image);
    this.view.look();
    if (succeeded) this.page.changed();
    return succeeded;
  };

  /** Makes a correction, which can be undone if it changed something. @returns {Promise<boolean>} whether it succeeded */
  correct = async (correction, words) => {
    const imageId = this.view.imageId();
    let corrected = null;
    const succeeded = await this.act(async () => (corrected = await correction()));
    const made = corrected?.correction;
    const undo = () => takeOneBack(() => api.undo(imageId, made), () => api.image(imageId));
    if (made) this.#offerUndo(imageId, words, undo);
    else if (succeeded) toast(words);
    return succeeded;
  };

  removeRestyle = async (restyleId, name) => {
    const imageId = this.view.imageId();
    const deleted = await this.act(() => api.deleteRestyle(imageId, restyleId));
    const undo = () => again(() => api.restoreRestyle(imageId, restyleId));
    if (deleted) this.#offerUndo(imageId, `${name} deleted`, undo);
  };

  /** Puts the picture into the bin. */
  remove = async () => {
    const imageId = this.view.imageId();
    await this.view.pause(); // A look after it would find no picture.
    if (await attempt(() => api.remove(imageId))) this.#removed(imageId);
    else if (imageId === this.view.imageId()) this.view.goOn();
  };

  #removed(imageId) {
    const { gallery, changed } = this.page;
    gallery.forget(imageId);
    changed();
    const shown = async () => {
      await gallery.reload();
      changed();
    };
    undoable('Picture deleted', () => takeBack([imageId], { action: 'restore' }, { send: api.bulk }, shown));
    if (imageId === this.view.imageId()) this.view.leave();
  }

  /** @param {() => Promise<object>} undo answers with the picture as it is then */
  #offerUndo(imageId, words, undo) {
    undoable(words, async () => {
      this.#learn(imageId, await undo());
      this.page.changed();
    });
  }

  /** The seller may be at another picture meanwhile. */
  #learn(imageId, image) {
    if (imageId === this.view.imageId()) this.view.learn(image);
  }
}
