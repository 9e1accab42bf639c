package dev.vitrine.decode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process of its own: decodes a file in two threads and says how much memory it took. */
final class DecodeTwiceAtOnce {
  private DecodeTwiceAtOnce() {}

  public static void main(String[] args) throws Exception {
    byte[] file = Files.readAllBytes(Path.of(args[0]));
    PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<DecodedPicture> first = threads.submit(() -> decoder.decode(file));
    Future<DecodedPicture> second = threads.submit(() -> decoder.decode(file));
    System.out.println(first.get().width() + " " + second.get().image().getWidth());
    threads.shutdown();
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          System.out.println(line.replaceAll("\\D", ""));
        }
      }
    }
  }
}
