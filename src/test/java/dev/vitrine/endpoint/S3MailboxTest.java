package dev.vitrine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.Settings;
import dev.vitrine.upload.UploadConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3MailboxTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final int PAGE = 10;

  /** Answers of the others may never come; the sweep looks at some hundred a time. */
  @Test
  void noTaskIsHiddenByThoseThatHaveWaitedLonger() {
    List<S3Object> tasks =
        IntStream.range(0, 25)
            .mapToObj(i -> task("%02d".formatted(i), NOW.minus(Duration.ofMinutes(10 + i))))
            .toList();
    S3Mailbox mailbox =
        new S3Mailbox(
            new Listing(tasks), Settings.atDefaults(UploadConfig.class), new JsonMapper());

    Set<String> seen = new TreeSet<>();
    for (int sweep = 0; sweep < 300; sweep++) { // one of 25 is missed once in 10^15 times
      List<String> some = mailbox.abandoned(NOW, 3);
      assertThat(some).hasSize(3).doesNotHaveDuplicates();
      seen.addAll(some);
    }
    assertThat(seen).hasSize(25);
    assertThat(mailbox.abandoned(NOW, 30)).hasSize(25);
    assertThat(mailbox.abandoned(NOW.minus(Duration.ofMinutes(33)), 3)).containsExactly("24");
  }

  private static S3Object task(String id, Instant kept) {
    return S3Object.builder().key(".vitrine/.later/abandoned/" + id).lastModified(kept).build();
  }

  /** Lists objects by name, a page a call. */
  private record Listing(List<S3Object> objects) implements S3Client {
    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      String token = request.continuationToken();
      int from = token == null ? 0 : Integer.parseInt(token);
      int to = Math.min(objects.size(), from + PAGE);
      return ListObjectsV2Response.builder()
          .contents(objects.subList(from, to))
          .isTruncated(to < objects.size())
          .nextContinuationToken(to < objects.size() ? Integer.toString(to) : null)
          .build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}
