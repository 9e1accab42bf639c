package dev.vitrine.local.eyes;

import dev.vitrine.local.bench.BenchLines;
import dev.vitrine.local.model.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The JVM's side of {@code bench/eyes/run}: {@code FOLDER PICTURE}. Answers as {@code
 * bench/eyes/peers.py} says.
 */
public final class EyesBench {
  private static final int MANY = 32;
  private static final int CALLERS = 16;
  private static final int SHOWN = 64;

  private EyesBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    byte[] jpeg = Files.readAllBytes(Path.of(arguments[1]));
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (PictureSide pictures = PictureSide.open(folder)) {
      List<byte[]> pixels = List.of(PictureForm.read(folder).pixels(Picture.decode(jpeg)));
      Callable<float[]> look = () -> pictures.encode(Picture.decode(jpeg));
      List<Callable<float[]>> many = Collections.nCopies(MANY, look);
      BenchLines.answer(
          (word, count) ->
              switch (word) {
                case "network" -> BenchLines.took(count, () -> pictures.encode(pixels));
                case "alone" -> BenchLines.took(count, look::call);
                case "together" -> BenchLines.took(count, () -> all(callers, many));
                case "embedding" -> Arrays.toString(Arrays.copyOf(look.call(), SHOWN));
                default -> BenchLines.memory();
              });
    } finally {
      callers.shutdown();
    }
  }

  private static void all(ExecutorService callers, List<Callable<float[]>> many) throws Exception {
    for (Future<float[]> one : callers.invokeAll(many)) {
      one.get();
    }
  }
}
