package dev.vitrine.local.eyes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.model.Picture;
import java.nio.file.Path;

/**
 * What a picture is made into before the network sees it: open_clip's preprocessing, by
 * visual/preprocess_cfg.json.
 *
 * @param side pixels a side of the network's input
 * @param squash scales both sides to {@code side}; else the shorter one, and the middle of the
 *     longer one is cut out
 * @param mean of red, green and blue as numbers from 0 to 1, and the deviations by which they are
 *     divided
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record PictureForm(
    int side, boolean squash, PillowFilter filter, float[] mean, float[] std) {
  private static final String FILE = "visual/preprocess_cfg.json";
  private static final int LARGEST_SIDE = 2048;

  static PictureForm read(Path folder) throws UnusableModelException {
    FolderJson json = FolderJson.read(folder, FILE);
    if (!json.text("mode", "RGB").equals("RGB")) {
      throw json.wrong("mode", "must be RGB");
    }
    return new PictureForm(
        side(json), squash(json), filter(json), json.colors("mean"), deviations(json, "std"));
  }

  /** {@return three numbers above 0 that colors can be divided by} */
  public static float[] deviations(FolderJson json, String member) throws UnusableModelException {
    float[] std = json.colors(member);
    for (float deviation : std) {
      if (!(deviation > 0)) {
        throw json.wrong(member, "must be above 0");
      }
    }
    return std;
  }

  private static int side(FolderJson json) throws UnusableModelException {
    JsonNode size = json.json().path("size");
    int height = size.isArray() ? size.path(0).asInt() : size.asInt();
    int width = size.isArray() ? size.path(1).asInt() : size.asInt();
    if (width != height || width < 1 || width > LARGEST_SIDE) {
      throw json.wrong("size", "must be a square of 1 to " + LARGEST_SIDE + " pixels a side");
    }
    return width;
  }

  private static boolean squash(FolderJson json) throws UnusableModelException {
    String mode = json.text("resize_mode", "shortest");
    if (!mode.equals("shortest") && !mode.equals("squash")) {
      throw json.wrong("resize_mode", "must be shortest or squash, not " + mode);
    }
    return mode.equals("squash");
  }

  private static PillowFilter filter(FolderJson json) throws UnusableModelException {
    String name = json.text("interpolation", "bicubic");
    return switch (name) {
      case "bicubic" -> PillowFilter.BICUBIC;
      case "bilinear" -> PillowFilter.BILINEAR;
      default -> throw json.wrong("interpolation", "must be bicubic or bilinear, not " + name);
    };
  }

  /** {@return red, green, blue of {@code side} rows of {@code side} pixels} */
  public byte[] pixels(Picture picture) {
    int width = squash ? side : longer(picture.width(), picture.height());
    int height = squash ? side : longer(picture.height(), picture.width());
    return PillowResize.middle(picture, width, height, side, filter);
  }

  /** A side's length where the shorter one of the two becomes {@code side}; torchvision's way. */
  private int longer(int one, int other) {
    return one <= other ? side : (int) ((long) side * one / other);
  }
}
