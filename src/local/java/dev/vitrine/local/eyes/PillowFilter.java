package dev.vitrine.local.eyes;

/** The kernels of Pillow's resampling, with their radius in pixels of the result. */
public enum PillowFilter {
  BILINEAR(1) {
    @Override
    double at(double x) {
      return Math.max(0, 1 - Math.abs(x));
    }
  },

  /** Keys' cubic with a = -1/2. */
  BICUBIC(2) {
    @Override
    double at(double x) {
      double t = Math.abs(x);
      if (t >= 2) {
        return 0;
      }
      return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : (((t - 5) * t + 8) * t - 4) * -0.5;
    }
  };

  private final double radius;

  PillowFilter(double radius) {
    this.radius = radius;
  }

  abstract double at(double x);

  double radius() {
    return radius;
  }
}
