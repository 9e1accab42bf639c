package dev.vitrine.export;

import dev.vitrine.catalog.ImageRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip with originals and an export that names them, written as it is sent. In memory are a part
 * of the export, a few kilobytes of a picture, and the names of all pictures, some 400 bytes each.
 * Beyond 4 GB or 65,535 files it is a ZIP64.
 */
final class PictureZip implements Closeable {
  private final OpenZip zip;
  private final Originals originals;
  private final ZipNames names = new ZipNames();

  PictureZip(OutputStream out, Originals originals) {
    this.zip = new OpenZip(out);
    this.originals = originals;
  }

  /**
   * Writes the original of an image that has been read as a picture.
   *
   * @return its name in the zip; empty if there is no picture, or the bucket has it no longer
   */
  String add(ImageRecord image) {
    if (image.measured() == null) {
      return "";
    }
    try {
      Optional<InputStream> original = originals.open(image.picture());
      if (original.isEmpty()) {
        return "";
      }
      try (InputStream bytes = original.get()) {
        return add(image, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String add(ImageRecord image, InputStream bytes) throws IOException {
    String name = names.add(image.picture());
    ZipEntry entry = new ZipEntry(name);
    entry.setLastModifiedTime(FileTime.from(image.original().uploadedAt()));
    // Most pictures are compressed already.
    zip.setLevel(Deflater.NO_COMPRESSION);
    zip.putNextEntry(entry);
    bytes.transferTo(zip);
    zip.closeEntry();
    return name;
  }

  /**
   * Writes the export.
   *
   * @param hasByteOrderMark whether the file begins with a byte order mark
   */
  void add(String name, RowSpool rows, boolean hasByteOrderMark) throws IOException {
    zip.setLevel(Deflater.DEFAULT_COMPRESSION);
    zip.putNextEntry(new ZipEntry(name));
    if (hasByteOrderMark) {
      zip.write(CsvExport.BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8));
    }
    rows.writeTo(zip);
    zip.closeEntry();
  }

  /** Writes a text for people. */
  void add(String name, String text) throws IOException {
    zip.setLevel(Deflater.DEFAULT_COMPRESSION);
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** Ends the zip. One that was not ended cannot be opened, so nobody takes it for whole. */
  void end() throws IOException {
    zip.finish();
    zip.flush();
  }

  /**
   * Frees memory outside the heap. Nothing is written: without {@link #end} the zip has no
   * directory, and no program opens it.
   */
  @Override
  public void close() {
    zip.free();
  }

  /** {@link ZipOutputStream#close} frees too, but ends the zip before, also one that broke off. */
  private static final class OpenZip extends ZipOutputStream {
    OpenZip(OutputStream out) {
      super(out, StandardCharsets.UTF_8);
    }

    void free() {
      def.end();
    }
  }
}
