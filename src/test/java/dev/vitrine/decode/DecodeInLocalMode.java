package dev.vitrine.decode;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.image.UnreadableImageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process of its own, with the options of local mode: decodes files in two threads. */
final class DecodeInLocalMode {
  private DecodeInLocalMode() {}

  /** Prints the width of each picture, or the code of its refusal. */
  public static void main(String[] args) throws Exception {
    PictureDecoder decoder =
        new PictureDecoder(PictureLimits.DEFAULT, MemoryBudget.ofThisProcess());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<String>> answers = new ArrayList<>();
    for (String path : args) {
      byte[] file = Files.readAllBytes(Path.of(path));
      answers.add(threads.submit(() -> decode(decoder, file)));
    }
    for (Future<String> answer : answers) {
      System.out.println(answer.get());
    }
    threads.shutdown();
  }

  private static String decode(PictureDecoder decoder, byte[] file) {
    try {
      return String.valueOf(decoder.decode(file).width());
    } catch (UnreadableImageException e) {
      return e.code();
    }
  }
}
