package dev.vitrine.local.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upload form that ends with its file, as S3 reads it: fields behind the file are ignored. By
 * hand, because S3Proxy takes the fields in any order: a page could work here and fail in AWS.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/developerguide/sigv4-UsingHTTPPOST.html">Browser-based
 *     uploads: "The file or text content must be the last field in the form"</a>
 */
final class FormUpToFile extends InputStream {
  private static final Pattern BOUNDARY =
      Pattern.compile(";\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
  private static final Pattern FILE =
      Pattern.compile(
          "content-disposition:[^\\r\\n]*;\\s*name=(\"file\"|file(?=[;\\s]))",
          Pattern.CASE_INSENSITIVE);
  private static final byte[] END = {'-', '-', '\r', '\n'};
  private static final String HEADERS_END = "\r\n\r\n";
  private static final int LONGEST_HEADERS = 16 << 10;

  private final InputStream form;
  private final byte[] delimiter;

  /** For each prefix of the delimiter, how long its longest suffix is that is a prefix as well. */
  private final int[] repeated;

  /** Bytes of the delimiter that were read; the form begins behind the delimiter's line break. */
  private int matched = 2;

  private boolean inFile;
  private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
  private boolean inHeaders;

  /** Bytes of {@link #END} that were read; -1 until the file has ended. */
  private int ended = -1;

  /**
   * @param contentType of the request, with the boundary
   * @throws IllegalArgumentException when it has none
   */
  FormUpToFile(InputStream form, String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw new IllegalArgumentException("The form's Content-Type names no boundary.");
    }
    String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    this.form = form;
    this.delimiter = ("\r\n--" + name).getBytes(StandardCharsets.ISO_8859_1);
    this.repeated = repeated(delimiter);
  }

  private static int[] repeated(byte[] text) {
    int[] repeated = new int[text.length];
    for (int i = 1, length = 0; i < text.length; i++) {
      while (length > 0 && text[i] != text[length]) {
        length = repeated[length - 1];
      }
      length += text[i] == text[length] ? 1 : 0;
      repeated[i] = length;
    }
    return repeated;
  }

  @Override
  public int read() throws IOException {
    if (ended >= 0) {
      return ended < END.length ? END[ended++] : drained();
    }
    int next = form.read();
    if (next >= 0) {
      if (inHeaders) {
        header(next);
      } else {
        content((byte) next);
      }
    }
    return next;
  }

  private int drained() throws IOException {
    form.transferTo(OutputStream.nullOutputStream());
    return -1;
  }

  private void header(int next) {
    headers.write(next);
    String text = next == '\n' ? headers.toString(StandardCharsets.ISO_8859_1) : "";
    if (text.endsWith(HEADERS_END) || headers.size() > LONGEST_HEADERS) {
      inFile = FILE.matcher(text).find();
      inHeaders = false;
      headers.reset();
    }
  }

  private void content(byte next) {
    while (matched > 0 && delimiter[matched] != next) {
      matched = repeated[matched - 1];
    }
    matched += delimiter[matched] == next ? 1 : 0;
    if (matched == delimiter.length) {
      matched = 0;
      inHeaders = !inFile;
      ended = inFile ? 0 : -1;
    }
  }

  @Override
  public void close() throws IOException {
    form.close();
  }
}
