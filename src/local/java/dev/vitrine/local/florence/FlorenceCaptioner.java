package dev.vitrine.local.florence;

import ai.onnxruntime.OrtSession;
import dev.vitrine.local.eyes.FolderJson;
import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.local.model.Captioner;
import dev.vitrine.local.model.EndpointError;
import dev.vitrine.local.model.EndpointException;
import dev.vitrine.local.model.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A Florence-2 from a folder in the layout of onnx-community's exports:
 *
 * <pre>
 * config.json, generation_config.json     the model's own
 * preprocessor_config.json                how a picture is prepared, and the questions
 * tokenizer.json, tokenizer_config.json   BART's kind
 * onnx/vision_encoder.onnx                pixels to what is seen
 * onnx/embed_tokens.onnx                  token ids to vectors
 * onnx/encoder_model.onnx                 what is seen and asked to states
 * onnx/decoder_model_merged.onnx          states to an answer, token by token
 * </pre>
 *
 * <p>All four networks stay in memory. One picture at a time, by all cores; the others wait in the
 * order in which they came.
 */
public final class FlorenceCaptioner implements Captioner {
  /** As long as SageMaker gives a container; the wait for the pictures before counts. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  static final String CAPTION = "<CAPTION>";
  static final String READ = "<OCR>";
  static final String LOCATE = "<OD>";

  // The limits of model-artifacts/clip-interrogator, so that both write the same.
  private static final int LONGEST_CAPTION = 32;
  private static final int LONGEST_TEXT = 128;
  private static final int LONGEST_BOXES = 160;
  private static final int MOST_LINES = 50;
  private static final int LONGEST_LINE = 200;

  static final String TOO_LITTLE_TIME = "Products were not looked for: too little time was left.";
  static final String TOO_LATE = "Products were looked for, but the answer came too late.";
  static final String NO_ANSWER = "Products were looked for, but the model did not answer.";

  private static final System.Logger LOG = System.getLogger(FlorenceCaptioner.class.getName());

  private final FlorenceModel model;
  private final String name;
  private final String describe;
  private final String read;
  private final Optional<String> locate;
  private final Duration patience;
  private final ReentrantLock turn = new ReentrantLock(/* fair= */ true);

  private FlorenceCaptioner(FlorenceModel model, String name, Duration patience)
      throws UnusableModelException {
    this.model = model;
    this.name = name;
    this.patience = patience;
    this.describe = model.question(CAPTION);
    this.read = model.question(READ);
    this.locate = model.questionIfThere(LOCATE);
  }

  /**
   * Opens a model and has it look at a blank picture once.
   *
   * @param name what evidence calls it
   * @param cache folder for the tokenizer's native library; made if missing
   * @param patience how long an answer may take
   * @throws UnusableModelException whose message is one line: what is missing or does not fit
   */
  public static FlorenceCaptioner open(Path folder, String name, Path cache, Duration patience)
      throws UnusableModelException {
    FlorenceModel model = FlorenceModel.open(folder, cache);
    try {
      FlorenceCaptioner opened = new FlorenceCaptioner(model, name, patience);
      Picture blank = new Picture(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
      try (OrtSession.Result seen = model.look(blank)) {
        model.answer(seen, opened.describe, 2, AnswerDeadline.in(patience));
      }
      return opened;
    } catch (UnusableModelException | RuntimeException e) {
      model.close();
      throw UnusableModelException.of(folder, e);
    }
  }

  /**
   * Checks that a model fits into memory: its weights, and half as much again while it works, as
   * was measured.
   *
   * @param free bytes that this machine has free
   * @throws UnusableModelException when it does not fit, or a file is missing
   */
  public static void requireMemory(Path folder, long free) throws UnusableModelException {
    long needed = 0;
    try {
      for (String file : FlorenceModel.FILES) {
        needed += Files.size(FolderJson.require(folder, file)) * 3 / 2;
      }
    } catch (IOException e) {
      throw new UnusableModelException(folder, "its files cannot be read.", e);
    }
    if (needed > free) {
      throw new UnusableModelException(
          folder,
          "it needs about %.1f GB of memory; this machine has %.1f GB free."
              .formatted(needed / 1e9, free / 1e9));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Captioned caption(byte[] picture, long promptDeadline) {
    AnswerDeadline deadline = AnswerDeadline.in(patience);
    Picture decoded = Picture.decode(picture);
    await(deadline);
    try (OrtSession.Result seen = model.look(decoded)) {
      long start = System.nanoTime();
      String sentence = oneLine(answer(seen, describe, LONGEST_CAPTION, deadline));
      List<String> words = lines(answer(seen, read, LONGEST_TEXT, deadline));
      if (sentence.isEmpty()) {
        throw new IllegalStateException("the caption has no words");
      }
      Told told = whatIsWhere(seen, start, promptDeadline, deadline);
      return new Captioned(sentence, words, told.objects(), told.skipped());
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.WARNING, name + ": " + e.getMessage());
      throw new EndpointException(EndpointError.MODEL_ERROR, name + " did not say a caption.");
    } finally {
      turn.unlock();
    }
  }

  private void await(AnswerDeadline deadline) {
    try {
      if (!turn.tryLock(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
        throw deadline.late();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EndpointException(EndpointError.MODEL_ERROR, name + " was interrupted.");
    }
  }

  private String answer(
      OrtSession.Result seen, String question, int longest, AnswerDeadline deadline) {
    return model.wording().text(model.answer(seen, question, longest, deadline));
  }

  /**
   * Objects with their boxes.
   *
   * @param objects null if they are not known
   * @param skipped why not, as a sentence; null also if the model was not asked
   */
  private record Told(@Nullable List<DetectedObject> objects, @Nullable String skipped) {}

  /**
   * Asks for objects and their boxes. The answer may take half of the time that is left for the
   * prompt, which is written after it. The model is not asked if caption and words, which are as
   * many tokens, took longer than that.
   *
   * @param start when caption and words were asked for, by System.nanoTime()
   */
  private Told whatIsWhere(
      OrtSession.Result seen, long start, long promptDeadline, AnswerDeadline deadline) {
    if (locate.isEmpty()) {
      return new Told(null, null);
    }
    long now = System.nanoTime();
    long nanos = Math.min(deadline.nanosLeft(), (promptDeadline - now) / 2);
    if (nanos < now - start) {
      return new Told(null, TOO_LITTLE_TIME);
    }
    try {
      AnswerDeadline half = AnswerDeadline.in(Duration.ofNanos(nanos));
      long[] ids = model.answer(seen, locate.get(), LONGEST_BOXES, half);
      return new Told(Locations.of(model.wording().marked(ids)), null);
    } catch (EndpointException e) {
      return new Told(null, TOO_LATE);
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.WARNING, name + " did not say what is where: " + e.getMessage());
      return new Told(null, NO_ANSWER);
    }
  }

  static String oneLine(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  /** {@return the lines of a text, each once; at most 50 of at most 200 characters} */
  static List<String> lines(String text) {
    Set<String> lines = new LinkedHashSet<>();
    for (String line : text.lines().toList()) {
      String one = oneLine(line);
      int end = Math.min(LONGEST_LINE, one.length());
      boolean splitsLetter = end < one.length() && Character.isHighSurrogate(one.charAt(end - 1));
      lines.add(one.substring(0, splitsLetter ? end - 1 : end).strip());
    }
    lines.remove("");
    return new ArrayList<>(lines).subList(0, Math.min(MOST_LINES, lines.size()));
  }

  @Override
  public void close() {
    turn.lock(); // after the picture that is looked at
    try {
      model.close();
    } finally {
      turn.unlock();
    }
  }
}
