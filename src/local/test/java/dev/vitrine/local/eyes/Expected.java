package dev.vitrine.local.eyes;

import ai.onnxruntime.platform.Fp16Conversions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.model.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Tiny models of random weights, and what their own libraries say of 4,000 texts and 50 pictures;
 * made by model-artifacts/tests/tiny_exports.py.
 */
public final class Expected {
  public static final int PICTURES = 50;

  private static final JsonNode SAID = said();

  private Expected() {}

  /** {@return the folder of the tiny {@code clip} or {@code siglip}} */
  public static Path folder(String model) {
    try {
      return Path.of(Objects.requireNonNull(Expected.class.getResource(model)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode said(String name) {
    return SAID.required(name);
  }

  /** {@return the list of texts of that name, such as the 4,000 {@code words}} */
  public static List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    said(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** {@return rows of numbers, from base64 of little-endian float16} */
  static float[][] rows(JsonNode base64, int count) {
    ByteBuffer halves =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64.asText())).order(ByteOrder.LITTLE_ENDIAN);
    float[][] rows = new float[count][halves.remaining() / Short.BYTES / count];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = Fp16Conversions.fp16ToFloat(halves.getShort());
      }
      Vectors.normalize(row);
    }
    return rows;
  }

  /** {@return one of 50 pictures, by whole numbers alone, as tiny_exports.py makes it} */
  public static Picture picture(int kind) {
    int width = 17 + kind * 37 % 180;
    int height = 17 + kind * 53 % 140;
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        long mixed = (x * 7919L + y * 104729L + kind * 1299709L) * 2654435761L;
        int noise = (int) (mixed % (1L << 32) >> 24);
        int ramp = x * 255 / (width - 1) + y * kind;
        int edges = (x * (kind % 7 + 1) / 9 + y / (kind % 5 + 3)) % 2 * 255;
        int right = x - width / 2;
        int below = y - height / 2;
        int ring = (right * right + below * below) / (kind + 4);
        int[] forms = {noise, ramp, edges, ring, noise / 4 + edges / 2};
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          rgb = rgb << 8 | (forms[(kind + c) % forms.length] + c * 31) % 256;
        }
        image.setRGB(x, y, rgb);
      }
    }
    return new Picture(image);
  }

  private static JsonNode said() {
    try (InputStream file = Expected.class.getResourceAsStream("expected.json.gz")) {
      return new JsonMapper().readTree(new GZIPInputStream(Objects.requireNonNull(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
