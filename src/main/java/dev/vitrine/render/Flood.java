package dev.vitrine.render;

/** Flows from the frame over everything that looks like the backdrop. */
final class Flood {
  private static final double LIKE_BACKDROP = 10;

  private final LabPicture picture;
  private final Backdrop backdrop;
  private final boolean[] dry;
  private final int[] reached;
  private int count;

  private Flood(LabPicture picture, Backdrop backdrop) {
    this.picture = picture;
    this.backdrop = backdrop;
    this.dry = Mask.all(picture.width(), picture.height()).set();
    this.reached = new int[picture.pixels()];
  }

  /**
   * {@return what stays dry: pixels unlike the backdrop, and those like it that are enclosed, such
   * as the white of a shirt between its outlines}
   */
  static Mask foreground(LabPicture picture, Backdrop backdrop) {
    Flood flood = new Flood(picture, backdrop);
    flood.run();
    return new Mask(picture.width(), picture.height(), flood.dry);
  }

  private void run() {
    int w = picture.width();
    for (int i : backdrop.frame()) {
      enter(i);
    }
    for (int next = 0; next < count; next++) {
      int i = reached[next];
      if (i % w > 0) {
        enter(i - 1);
      }
      if (i % w < w - 1) {
        enter(i + 1);
      }
      if (i >= w) {
        enter(i - w);
      }
      if (i + w < dry.length) {
        enter(i + w);
      }
    }
  }

  private void enter(int i) {
    if (dry[i] && picture.distance(i, backdrop.color()) < LIKE_BACKDROP) {
      dry[i] = false;
      reached[count++] = i;
    }
  }
}
