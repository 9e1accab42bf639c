package dev.vitrine.local;

import dev.vitrine.image.PictureRef;
import io.quarkus.test.junit.QuarkusMock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts others in the place of local mode's originals, until the end of a test. */
public final class OtherOriginals {
  private OtherOriginals() {}

  /** Has the bucket break off within each picture. */
  public static void thatBreakOff(byte[] beginning) {
    install(true, () -> new SequenceInputStream(new ByteArrayInputStream(beginning), new Broken()));
  }

  /** Has the API carry no pictures. */
  public static void asInAws() {
    install(false, Broken::new);
  }

  private static void install(boolean areCarried, Supplier<InputStream> bytes) {
    LocalOriginals other =
        new LocalOriginals(null) {
          @Override
          public boolean areCarried() {
            return areCarried;
          }

          @Override
          public Optional<InputStream> open(PictureRef picture) {
            return Optional.of(bytes.get());
          }
        };
    QuarkusMock.installMockForType(other, LocalOriginals.class);
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the bucket broke off");
    }
  }
}
