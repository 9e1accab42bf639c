package dev.vitrine.local.model;

import ai.onnxruntime.platform.Fp16Conversions;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MiniLM's vectors of everything that WordNet says about the 1000 classes, computed beforehand: the
 * file {@code models/class-vectors.f16}.
 *
 * <p>The file: the SHA-256 of the texts as 64 ASCII characters, then for each text in the order of
 * {@link #texts} its {@value SentenceEncoder#DIMENSIONS} numbers as big-endian float16.
 */
public final class ClassVectors {
  static final String RESOURCE = "/models/class-vectors.f16";

  private final Map<String, Integer> index;

  /**
   * {@code byDimension[d][t]}: the d-th number of text t. This way round the products vectorise.
   */
  private final float[][] byDimension;

  private ClassVectors(Map<String, Integer> index, float[][] byDimension) {
    this.index = index;
    this.byDimension = byDimension;
  }

  /** Every text whose vector is needed, once, in an order that only the class list decides. */
  public static List<String> texts() {
    return List.copyOf(index(ImageNetClass.all()).keySet());
  }

  /** Writes the file; the vectors in the order of {@link #texts}. */
  public static void write(List<String> texts, float[][] vectors, OutputStream file)
      throws IOException {
    var out = new DataOutputStream(file);
    out.write(fingerprint(texts));
    for (float[] vector : vectors) {
      for (float number : vector) {
        out.writeShort(Fp16Conversions.floatToFp16(number));
      }
    }
    out.flush();
  }

  /**
   * Reads the file.
   *
   * @throws IllegalStateException when the file was made for another list of classes
   */
  static ClassVectors load(List<ImageNetClass> classes) {
    Map<String, Integer> index = index(classes);
    float[][] byDimension = new float[SentenceEncoder.DIMENSIONS][index.size()];
    try (InputStream file = OnnxRuntime.resource(RESOURCE)) {
      var in = new DataInputStream(new BufferedInputStream(file, 1 << 16));
      byte[] made = in.readNBytes(64);
      if (!Arrays.equals(made, fingerprint(new ArrayList<>(index.keySet())))) {
        throw new IllegalStateException(RESOURCE + " belongs to another list of classes");
      }
      for (int t = 0; t < index.size(); t++) {
        for (float[] dimension : byDimension) {
          dimension[t] = Fp16Conversions.fp16ToFloat(in.readShort());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return new ClassVectors(index, byDimension);
  }

  /**
   * Where a text stands.
   *
   * @param text one of {@link #texts}
   * @return its place in what {@link #cosines} returns
   */
  int indexOf(String text) {
    Integer place = index.get(text);
    if (place == null) {
      throw new IllegalArgumentException("no vector for: " + text);
    }
    return place;
  }

  /** Cosines of a vector of length 1 with every text's. */
  float[] cosines(float[] vector) {
    float[] cosines = new float[index.size()];
    for (int d = 0; d < vector.length; d++) {
      float factor = vector[d];
      float[] dimension = byDimension[d];
      for (int t = 0; t < cosines.length; t++) {
        cosines[t] += factor * dimension[t];
      }
    }
    return cosines;
  }

  private static Map<String, Integer> index(List<ImageNetClass> classes) {
    var index = new LinkedHashMap<String, Integer>();
    for (ImageNetClass one : classes) {
      one.names().forEach(text -> index.putIfAbsent(text, index.size()));
      one.hypernyms().stream()
          .flatMap(hypernym -> hypernym.lemmas().stream())
          .forEach(text -> index.putIfAbsent(text, index.size()));
      index.putIfAbsent(one.definition(), index.size());
      index.putIfAbsent(one.context(), index.size());
    }
    return index;
  }

  private static byte[] fingerprint(List<String> texts) {
    byte[] joined = String.join("\n", texts).getBytes(StandardCharsets.UTF_8);
    return LabelSetFiles.sha256(joined).getBytes(StandardCharsets.US_ASCII);
  }
}
