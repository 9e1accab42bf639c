package dev.vitrine.local.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FormUpToFileTest {
  private static final String TYPE = "multipart/form-data; charset=x; boundary=\"--edge\"";
  private static final String FIELD = part("name=\"key\"; filename=\"file\"", "demo/a");

  @Test
  void endsWithItsFile() throws IOException {
    String file = part("name=\"file\"; filename=\"a.jpg\"", "x\r\n----edg\r\r\n----edgx\r\n");

    assertThat(read(FIELD + file + FIELD + "----edge--\r\n"))
        .isEqualTo(FIELD + file + "----edge--\r\n");
  }

  @Test
  void leavesAFormWithoutAFileOrWithoutAnEndAsItIs() throws IOException {
    assertThat(read(FIELD + "----edge--\r\n")).isEqualTo(FIELD + "----edge--\r\n");
    assertThat(read(FIELD)).isEqualTo(FIELD);
    assertThat(read("")).isEmpty();
    String endless = "----edge\r\n" + "x".repeat(100_000);
    assertThat(read(endless)).isEqualTo(endless);
  }

  @Test
  void knowsAFileOfNothing() throws IOException {
    String file = part("name=file", "");

    assertThat(read(file + FIELD)).isEqualTo(file + "----edge--\r\n");
  }

  private static String part(String name, String content) {
    return "----edge\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n".formatted(name, content);
  }

  private static String read(String form) throws IOException {
    var bytes = new ByteArrayInputStream(form.getBytes(ISO_8859_1));
    return new String(new FormUpToFile(bytes, TYPE).readAllBytes(), ISO_8859_1);
  }
}
