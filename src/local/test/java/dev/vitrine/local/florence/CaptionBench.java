package dev.vitrine.local.florence;

import ai.onnxruntime.OrtSession;
import dev.vitrine.local.bench.BenchLines;
import dev.vitrine.local.model.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The JVM's side of {@code bench/eyes/run captions}: {@code FOLDER CACHE PICTURE}. Answers as
 * {@code bench/eyes/peers.py} says.
 */
public final class CaptionBench {
  private static final int LONGEST = 32;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private CaptionBench() {}

  public static void main(String[] arguments) throws Exception {
    byte[] jpeg = Files.readAllBytes(Path.of(arguments[2]));
    try (FlorenceModel model = FlorenceModel.open(Path.of(arguments[0]), Path.of(arguments[1]))) {
      String question = model.question(FlorenceCaptioner.CAPTION);
      BenchLines.answer(
          (word, count) ->
              word.equals("caption")
                  ? captions(model, jpeg, question, count)
                  : BenchLines.memory());
    }
  }

  private static String captions(FlorenceModel model, byte[] jpeg, String question, int count) {
    StringJoiner all = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < count; i++) {
      Picture picture = Picture.decode(jpeg);
      long begin = System.nanoTime();
      try (OrtSession.Result seen = model.look(picture)) {
        long looked = System.nanoTime();
        int tokens = model.answer(seen, question, LONGEST, AnswerDeadline.in(PATIENCE)).length - 1;
        long end = System.nanoTime();
        all.add(
            String.format(
                Locale.ROOT,
                "[%.3f, %.3f, %d]",
                (looked - begin) / NANOS_PER_MILLI,
                (end - looked) / NANOS_PER_MILLI,
                tokens));
      }
    }
    return all.toString();
  }
}
