package dev.vitrine.local.florence;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.local.model.Picture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The four networks of a Florence-2, and what is done before and after them. */
final class FlorenceModel implements AutoCloseable {
  private static final String VISION = "onnx/vision_encoder.onnx";
  private static final String ENCODER = "onnx/encoder_model.onnx";

  /** The networks' files. */
  static final List<String> FILES = List.of(VISION, Words.FILE, ENCODER, Decoder.FILE);

  private static final String PIXELS = "pixel_values";
  private static final String FEATURES = "image_features";
  private static final String MASK = "attention_mask";
  private static final String STATES = "last_hidden_state";

  private final FlorenceConfig config;
  private final Opened opened;
  private final Wording wording;
  private final Graph vision;
  private final Words words;
  private final Graph encoder;
  private final Decoder decoder;

  private FlorenceModel(Path folder, Path cache, FlorenceConfig config, Opened opened)
      throws UnusableModelException {
    this.config = config;
    this.opened = opened;
    wording = opened.add(Wording.open(folder, cache));
    words = opened.add(Words.open(folder));
    vision = opened.add(Graph.open(folder, VISION, List.of(PIXELS), FEATURES, false));
    encoder = opened.add(Graph.open(folder, ENCODER, List.of(Words.EMBEDDED, MASK), STATES, false));
    decoder = opened.add(Decoder.open(folder, words, config));
  }

  /**
   * Opens a model's folder.
   *
   * @param cache folder for the tokenizer's native library
   * @throws UnusableModelException that says in one line what is missing or does not fit
   */
  static FlorenceModel open(Path folder, Path cache) throws UnusableModelException {
    Opened opened = new Opened();
    boolean complete = false;
    try {
      FlorenceModel model = new FlorenceModel(folder, cache, FlorenceConfig.read(folder), opened);
      complete = true;
      return model;
    } finally {
      if (!complete) {
        opened.close();
      }
    }
  }

  /** {@return the question that the folder has for a task such as {@code <CAPTION>}} */
  String question(String task) throws UnusableModelException {
    return config.question(task);
  }

  /** {@return the question of a task, of a folder that need not have one} */
  Optional<String> questionIfThere(String task) {
    return config.questionIfThere(task);
  }

  Wording wording() {
    return wording;
  }

  /** {@return red, green, blue of the pixels that the network sees} */
  byte[] pixels(Picture picture) {
    return config.picture().pixels(picture);
  }

  /**
   * Looks at a picture; questions about it are asked of the answer.
   *
   * @return image_features [1, n, D], outside the heap until it is closed
   */
  OrtSession.Result look(Picture picture) {
    byte[] pixels = pixels(picture);
    int side = config.picture().side();
    float[] planes = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int color = i % 3;
      planes[color * side * side + i / 3] =
          ((pixels[i] & 0xFF) / 255f - config.picture().mean()[color])
              / config.picture().std()[color];
    }
    try (OnnxTensor tensor = Graph.tensor(planes, 1, 3, side, side)) {
      return vision.run(Map.of(PIXELS, tensor));
    }
  }

  /**
   * Answers a question about what was seen.
   *
   * @param longest tokens that the answer may have
   * @return the token before the answer, and the answer's
   */
  long[] answer(OrtSession.Result seen, String question, int longest, AnswerDeadline deadline) {
    deadline.check();
    OnnxTensor features = Graph.tensor(seen, FEATURES);
    long[] shape = features.getInfo().getShape();
    float[] read;
    try (OrtSession.Result embedded = words.embed(wording.ids(question))) {
      read = Graph.numbers(Graph.tensor(embedded, Words.EMBEDDED));
    }
    float[] looked = Graph.numbers(features);
    float[] all = Arrays.copyOf(looked, looked.length + read.length);
    System.arraycopy(read, 0, all, looked.length, read.length);
    int width = (int) shape[shape.length - 1];
    long[] ones = new long[all.length / width];
    Arrays.fill(ones, 1);
    try (OnnxTensor given = Graph.tensor(all, 1, ones.length, width);
        OnnxTensor mask = Graph.row(ones);
        OrtSession.Result states = encoder.run(Map.of(Words.EMBEDDED, given, MASK, mask))) {
      return decoder.answer(Graph.tensor(states, STATES), mask, longest, deadline);
    }
  }

  @Override
  public void close() {
    opened.close();
  }
}
