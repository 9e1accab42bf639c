package dev.vitrine.tools.standin;

import dev.vitrine.local.model.ClassVectors;
import dev.vitrine.local.model.SentenceEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code class-vectors.f16}: MiniLM's vectors of every text in {@code
 * imagenet-classes.json}. Needed again only when that file or MiniLM changes:
 *
 * <pre>
 * src/tools/run standin.ClassVectorsGenerator src/local/resources/models/class-vectors.f16
 * </pre>
 */
public final class ClassVectorsGenerator {
  private ClassVectorsGenerator() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: ClassVectorsGenerator <file to write>");
    }
    List<String> texts = ClassVectors.texts();
    try (var encoder = new SentenceEncoder();
        var file = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])))) {
      ClassVectors.write(texts, encoder.encode(texts), file);
    }
    System.out.println(texts.size() + " vectors written to " + args[0]);
  }
}
