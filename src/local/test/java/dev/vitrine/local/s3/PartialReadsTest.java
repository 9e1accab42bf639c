package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that resume a download, or have the object in a cache. */
class PartialReadsTest extends S3Fixture {
  private static final String KEY = "demo/a.jpg";
  private static final String OTHER = "\"00000000000000000000000000000000\"";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void sendsTheRestOfTheObjectThatTheClientHasTheBeginningOf() throws Exception {
    String tag = put("0123456789");
    String date = send("HEAD").headers().firstValue("Last-Modified").orElseThrow();

    for (String validator : List.of(tag, date)) {
      HttpResponse<String> answer = send("GET", "Range", "bytes=6-", "If-Range", validator);
      assertThat(answer.statusCode()).isEqualTo(206);
      assertThat(answer.body()).isEqualTo("6789");
      assertThat(answer.headers().allValues("Content-Range")).containsExactly("bytes 6-9/10");
      assertThat(answer.headers().allValues("Accept-Ranges")).containsExactly("bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void sendsAllOfAnObjectThatTheClientHasNotTheBeginningOf(String method) throws Exception {
    String before = put("the object before");
    String tag = put("0123456789");
    String hour = "Tue, 01 Dec 2026 11:00:00 GMT";

    for (String validator : List.of(before, OTHER, "W/" + tag, tag + ", " + OTHER, hour, "*")) {
      for (String range : List.of("bytes=6-", "bytes=10-")) {
        HttpResponse<String> answer = send(method, "Range", range, "If-Range", validator);
        assertThat(answer.statusCode()).as(validator).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("10");
        assertThat(answer.body()).isEqualTo(method.equals("GET") ? "0123456789" : "");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void saysOfWhatACacheHasThatItIsStillTheSame(String method) throws Exception {
    String tag = put("0123456789");

    for (String has : List.of(tag, "W/" + tag, OTHER + ", W/" + tag, "*", tag.replace("\"", ""))) {
      HttpResponse<String> answer = send(method, "If-None-Match", has, "Range", "bytes=10-");
      assertThat(answer.statusCode()).as(has).isEqualTo(304);
      assertThat(answer.headers().firstValue("ETag")).hasValue(tag);
    }
    assertThat(send(method, "If-None-Match", OTHER + ", W/" + OTHER).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void comparesStronglyWhatAClientRequires(String method) throws Exception {
    String tag = put("0123456789");

    for (String required : List.of(tag, OTHER + "," + tag, "*", tag.replace("\"", ""))) {
      assertThat(send(method, "If-Match", required).statusCode()).as(required).isEqualTo(200);
    }
    for (String required : List.of(OTHER, "W/" + tag)) {
      assertThat(send(method, "If-Match", required).statusCode()).as(required).isEqualTo(412);
    }
  }

  @Test
  void tellsAHeadHowMuchOfTheObjectAGetWouldSend() throws Exception {
    put("0123456789");

    HttpResponse<String> part = send("HEAD", "Range", "bytes=2-4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 2-4/10");
    assertThat(part.headers().firstValue("Content-Length")).hasValue("3");
    var head = s3.headObject(r -> r.bucket(BUCKET).key(KEY).range("bytes=-4"));
    assertThat(head.contentLength()).isEqualTo(4);
    assertThat(head.acceptRanges()).isEqualTo("bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void tellsTheSizeOfAnObjectThatHasNoneOfTheBytes(String method) throws Exception {
    put("0123456789");

    for (String range : List.of("bytes=10-", "bytes=10-20", "bytes=-0")) {
      HttpResponse<String> answer = send(method, "Range", range);
      assertThat(answer.statusCode()).as(range).isEqualTo(416);
      assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */10");
    }
  }

  @Test
  void sendsTheLastBytesHoweverManyWereAskedFor() throws Exception {
    put("0123456789");

    assertThat(send("GET", "Range", "bytes=8-" + Long.MAX_VALUE).body()).isEqualTo("89");
    assertThat(send("GET", "Range", "bytes=-" + Long.MAX_VALUE).body()).isEqualTo("0123456789");
  }

  @Test
  void sendsAllOfAnObjectOfWhichSeveralPartsWereAskedFor() throws Exception {
    put("0123456789");

    HttpResponse<String> answer = send("GET", "Range", "bytes=0-1,4-5");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.headers().allValues("Accept-Ranges")).containsExactly("bytes");
  }

  @Test
  void copiesIntoAPartWhatIsAsOldAsItWasTold() throws Exception {
    put("0123456789");
    Path file = folder.resolve("objects").resolve(BUCKET).resolve("demo~/a.jpg");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-12-01T11:00:00.700Z")));
    Instant told = s3.headObject(r -> r.bucket(BUCKET).key(KEY)).lastModified();
    String id = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("demo/copy.jpg")).uploadId();

    var copied =
        s3.uploadPartCopy(
            r ->
                r.sourceBucket(BUCKET)
                    .sourceKey(KEY)
                    .copySourceIfUnmodifiedSince(told)
                    .destinationBucket(BUCKET)
                    .destinationKey("demo/copy.jpg")
                    .uploadId(id)
                    .partNumber(1));
    assertThat(copied.copyPartResult().eTag()).isNotEmpty();
  }

  private String put(String body) {
    return put(KEY, body);
  }

  /** As a stranger, whose signature is not checked: see {@link S3Servlet}. */
  private HttpResponse<String> send(String method, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + "/" + BUCKET + "/" + KEY))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "AWS any:thing");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
