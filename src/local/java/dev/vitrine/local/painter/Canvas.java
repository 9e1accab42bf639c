package dev.vitrine.local.painter;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Wet oil on canvas: the colour that shows at each pixel and how thick the paint lies. */
final class Canvas {
  private static final int BAND = 64;

  private final BufferedImage picture;
  private final int[] rgb;
  private final Plane thickness;

  Canvas(int width, int height, int ground) {
    picture = RgbArrays.blank(width, height);
    rgb = RgbArrays.in(picture);
    Arrays.fill(rgb, ground);
    thickness = new Plane(width, height);
  }

  PaintColor colourAt(int pixel) {
    return PaintColor.of(rgb[pixel]);
  }

  /** Lays the strokes one over the other, in their order: each band of rows on its own. */
  void paint(List<Stroke> strokes) {
    Rows.parallel(
        (thickness.height + BAND - 1) / BAND,
        band -> {
          int top = band * BAND;
          int bottom = Math.min(top + BAND, thickness.height);
          for (Stroke stroke : strokes) {
            if (stroke.meetsRows(top, bottom)) {
              pull(stroke, new Bristles(stroke), top, bottom);
            }
          }
        });
  }

  private void pull(Stroke stroke, Bristles bristles, int top, int bottom) {
    int last = stroke.xs().length - 2;
    float done = 0;
    for (int i = 0; i <= last; i++) {
      StrokeSegment stretch =
          new StrokeSegment(
              stroke.xs()[i],
              stroke.ys()[i],
              stroke.xs()[i + 1],
              stroke.ys()[i + 1],
              stroke.radius(),
              done,
              i == 0,
              i == last);
      int from = Math.max(top, (int) Math.floor(stretch.top()));
      int to = Math.min(bottom - 1, (int) Math.ceil(stretch.bottom()));
      for (int y = from; y <= to; y++) {
        spread(stretch, bristles, y);
      }
      done += stretch.length;
    }
  }

  private void spread(StrokeSegment stretch, Bristles bristles, int y) {
    int from = Math.max(0, (int) Math.ceil(stretch.leftmost(y)));
    int to = Math.min(thickness.width - 1, (int) Math.floor(stretch.rightmost(y)));
    float bristlesPerPixel = bristles.count / (2 * stretch.radius);
    for (int x = from; x <= to; x++) {
      float across = stretch.across(x, y);
      float along = stretch.along(x, y) + stretch.done;
      int bristle = (int) ((across + stretch.radius) * bristlesPerPixel);
      bristle = Math.max(0, Math.min(bristle, bristles.count - 1));
      if (along < bristles.begin[bristle] || along > bristles.end[bristle]) {
        continue;
      }
      float cover = Math.min(1, stretch.radius + 0.5f - Math.abs(across));
      if (cover > 0) {
        int pixel = y * thickness.width + x;
        rgb[pixel] = RgbArrays.mixed(rgb[pixel], bristles.colour[bristle], cover);
        thickness.at[pixel] += (bristles.thickness[bristle] - thickness.at[pixel]) * cover;
      }
    }
  }

  /**
   * Lights the relief of the paint from the upper left.
   *
   * @param depth how strongly light and shade change the colour, in [0, 1]
   */
  BufferedImage lit(double depth, double scale) {
    Plane relief = thickness.blurred(0.8 * Math.sqrt(scale));
    Rows.parallel(
        relief.height,
        y -> {
          for (int x = 0; x < relief.width; x++) {
            double slope = relief.slopeX(x, y) + relief.slopeY(x, y);
            double light = -Math.tanh(slope * 2.2) * depth;
            int pixel = y * relief.width + x;
            rgb[pixel] =
                RgbArrays.mixed(
                    rgb[pixel], light > 0 ? 0xfff8e8 : 0x060a20, (float) Math.abs(light));
          }
        });
    return picture;
  }

  /** The part of a stroke between two of its points, with its own coordinates along and across. */
  private static final class StrokeSegment {
    final float radius;
    final float done;
    final float length;
    private final float x;
    private final float y;
    private final float alongX;
    private final float alongY;
    private final float begin;
    private final float end;

    StrokeSegment(
        float x,
        float y,
        float toX,
        float toY,
        float radius,
        float done,
        boolean first,
        boolean last) {
      this.x = x;
      this.y = y;
      this.radius = radius;
      this.done = done;
      length = Math.max(1e-3f, (float) Math.sqrt((toX - x) * (toX - x) + (toY - y) * (toY - y)));
      alongX = (toX - x) / length;
      alongY = (toY - y) / length;
      // Stretches overlap a little, so that no gap opens on the outside of a bend.
      begin = first ? -radius : -0.4f * radius;
      end = length + (last ? radius : 0.4f * radius);
    }

    float along(int px, int py) {
      return (px - x) * alongX + (py - y) * alongY;
    }

    float across(int px, int py) {
      return (py - y) * alongX - (px - x) * alongY;
    }

    float top() {
      return y + Math.min(begin * alongY, end * alongY) - reach() * Math.abs(alongX);
    }

    float bottom() {
      return y + Math.max(begin * alongY, end * alongY) + reach() * Math.abs(alongX);
    }

    float leftmost(int row) {
      return x + Math.max(bound(row, true, true), bound(row, false, true));
    }

    float rightmost(int row) {
      return x + Math.min(bound(row, true, false), bound(row, false, false));
    }

    /** Where a row enters (or leaves) the stretch by its ends, or else by its sides. */
    private float bound(int row, boolean ends, boolean entering) {
      float slope = ends ? alongX : -alongY;
      float offset = (row - y) * (ends ? alongY : alongX);
      if (Math.abs(slope) < 1e-4f) {
        return entering ? -length - 4 * radius - 4 : length + 4 * radius + 4;
      }
      float low = (ends ? begin : -reach()) - offset;
      float high = (ends ? end : reach()) - offset;
      return entering == slope > 0 ? low / slope : high / slope;
    }

    private float reach() {
      return radius + 0.5f;
    }
  }
}
