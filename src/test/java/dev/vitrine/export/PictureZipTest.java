package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** A zip on its way to whoever downloads it. */
class PictureZipTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @Test
  void aZipThatIsClosedBeforeItsEndStaysTornAndFreesItsMemory() throws Exception {
    PictureZip zip = new PictureZip(sent, new NoOriginals());
    try (RowSpool rows = new RowSpool();
        zip) {
      zip.add("images.csv", rows, false);
    }

    assertThat(directories()).isZero();
    try (RowSpool rows = new RowSpool()) {
      assertThatThrownBy(() -> zip.add("again.csv", rows, false))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("Deflater has been closed");
    }
  }

  @Test
  void aZipThatWasEndedIsWhole() throws Exception {
    try (RowSpool rows = new RowSpool();
        PictureZip zip = new PictureZip(sent, new NoOriginals())) {
      zip.add("images.csv", rows, true);
      zip.end();
    }

    assertThat(directories()).isOne();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("images.csv");
      assertThat(zip.readAllBytes()).startsWith(0xef, 0xbb, 0xbf);
    }
  }

  /** The zip writes its headers byte by byte. */
  @Test
  void whoLeavesAtAHeaderOrAtTheEndHasGone() throws Exception {
    ZipsResource.Receiver atHeader = new ZipsResource.Receiver(new Left());
    ZipsResource.Receiver atEnd =
        new ZipsResource.Receiver(
            new ByteArrayOutputStream() {
              @Override
              public void flush() throws IOException {
                throw new IOException("the client left");
              }
            });
    try (RowSpool rows = new RowSpool();
        PictureZip first = new PictureZip(atHeader, new NoOriginals());
        PictureZip second = new PictureZip(atEnd, new NoOriginals())) {
      assertThatThrownBy(() -> first.add("images.csv", rows, false))
          .isInstanceOf(IOException.class);
      second.add("images.csv", rows, false);
      assertThatThrownBy(second::end).isInstanceOf(IOException.class);
    }

    assertThat(atHeader.isGone).isTrue();
    assertThat(atEnd.isGone).isTrue();
  }

  /** {@return how many ends of a zip's directory were sent} */
  private int directories() {
    String all = sent.toString(StandardCharsets.ISO_8859_1);
    return all.split("PK\u0005\u0006", -1).length - 1;
  }

  private static final class Left extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("the client left");
    }
  }
}
