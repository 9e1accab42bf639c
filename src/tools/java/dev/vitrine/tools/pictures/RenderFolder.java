package dev.vitrine.tools.pictures;

import dev.vitrine.decode.PictureDecoder;
import dev.vitrine.decode.PictureLimits;
import dev.vitrine.image.UnreadableImageException;
import dev.vitrine.render.Renditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what Vitrine makes of each file of a folder: its rendition as {@code NAME.jpg}, or the
 * code and the sentence that refuse it as {@code NAME.txt}.
 *
 * <pre>
 * src/tools/run pictures.RenderFolder FOLDER OUT
 * </pre>
 */
public final class RenderFolder {
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);
  private final Renditions renditions = new Renditions();

  private RenderFolder() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: FOLDER OUT");
    }
    Path out = Files.createDirectories(Path.of(args[1]));
    RenderFolder render = new RenderFolder();
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : sorted) {
        render.file(file, out);
      }
      System.out.printf("%d files%n", sorted.size());
    }
  }

  private void file(Path file, Path out) throws IOException {
    String name = file.getFileName().toString();
    try {
      byte[] rendition = renditions.of(decoder.decode(Files.readAllBytes(file))).rendition();
      Files.write(out.resolve(name + ".jpg"), rendition);
    } catch (UnreadableImageException e) {
      Files.writeString(out.resolve(name + ".txt"), e.code() + ": " + e.getMessage());
    }
  }
}
