package dev.vitrine.local.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The two requests that Vitrine makes to the hub: what a revision holds, and a file of it. One try
 * each; who asks tries again.
 *
 * @see <a href="https://huggingface.co/docs/hub/api">Hub API endpoints</a>
 */
final class HubClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PROXY_REFUSES = 407;
  private static final int NO_SUCH_RANGE = 416;
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  /** The longest pause that a server's {@code Retry-After} is granted. */
  private static final int LONGEST_PAUSE = 60;

  private final HubAccess access;
  private final HubConnection connection;

  HubClient(HubAccess access) {
    this.access = access;
    this.connection = new HubConnection(access);
  }

  /**
   * Resolves a revision to a commit and lists the model's files with sizes and checksums. The hub's
   * answer is {@code {sha, siblings: [{rfilename, size, blobId, lfs?: {sha256, size}}]}}.
   */
  Manifest resolve(KnownModel model, String revision) throws FetchFailedException {
    String repository = model.repository();
    HttpResponse<String> answer =
        connection.get(
            at("/api/models/" + repository + "/revision/" + encoded(revision) + "?blobs=true"),
            0,
            info -> BodySubscribers.ofString(StandardCharsets.UTF_8),
            new HubConnection.Stall());
    requireSuccess(answer, repository + " at " + revision);
    Manifest manifest;
    try {
      JsonNode json = JSON.readTree(answer.body());
      manifest = new Manifest(repository, revision, json.path("sha").asText(), files(model, json));
    } catch (IOException | IllegalArgumentException e) {
      throw FetchFailedException.lasting(
          "What "
              + access.endpoint().getHost()
              + " answers about "
              + repository
              + " is not what the hub's API says.",
          e);
    }
    Set<String> paths = new TreeSet<>(manifest.files().stream().map(HubFile::path).toList());
    if (!model.missingFrom(paths).isEmpty()) {
      throw FetchFailedException.lasting(
          repository + " lacks " + String.join(", ", model.missingFrom(paths)) + ".");
    }
    return manifest;
  }

  private static List<HubFile> files(KnownModel model, JsonNode revision) {
    List<HubFile> files = new ArrayList<>();
    for (JsonNode file : revision.path("siblings")) {
      String path = file.path("rfilename").asText();
      if (model.holds(path)) {
        JsonNode large = file.path("lfs");
        files.add(
            large.isObject()
                ? new HubFile(path, large.path("size").asLong(-1), text(large, "sha256"), null)
                : new HubFile(path, file.path("size").asLong(-1), null, text(file, "blobId")));
      }
    }
    return files;
  }

  private static @Nullable String text(JsonNode json, String member) {
    return json.path(member).asText(null);
  }

  /**
   * Fetches a file, or what a cut left of it to fetch.
   *
   * @param part what has arrived so far; grows, or begins anew where the server knows no ranges
   * @param have its length
   * @param arrived gets its length whenever it has grown
   */
  void fetch(Manifest manifest, HubFile file, Path part, long have, LongConsumer arrived)
      throws FetchFailedException {
    String path =
        Arrays.stream(file.path().split("/", -1))
            .map(HubClient::encoded)
            .collect(Collectors.joining("/"));
    URI address = at("/" + manifest.repository() + "/resolve/" + manifest.commit() + "/" + path);
    HubConnection.Stall stall = new HubConnection.Stall();
    LongConsumer moved =
        length -> {
          stall.moved();
          arrived.accept(length);
        };
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
        Parts parts = new Parts(channel, have, file.size(), moved)) {
      HttpResponse<Boolean> answer = connection.get(address, have, parts, stall);
      if (answer.statusCode() == NO_SUCH_RANGE) {
        channel.truncate(0);
        throw FetchFailedException.passing(
            file.path() + " cannot go on where it was cut.", Duration.ZERO, null);
      }
      requireSuccess(answer, manifest.repository() + "/" + file.path());
    } catch (IOException e) {
      throw HubConnection.diskFailed(e);
    }
  }

  /** Writes an answer's body at the place that its status says. */
  private static final class Parts implements BodyHandler<Boolean>, AutoCloseable {
    private final FileChannel channel;
    private final long have;
    private final long size;
    private final LongConsumer arrived;
    private @Nullable PartWriter writer;

    Parts(FileChannel channel, long have, long size, LongConsumer arrived) {
      this.channel = channel;
      this.have = have;
      this.size = size;
      this.arrived = arrived;
    }

    @Override
    public synchronized BodySubscriber<Boolean> apply(ResponseInfo info) {
      String range = info.headers().firstValue("Content-Range").orElse("");
      boolean goesOn = info.statusCode() == 206 && range.startsWith("bytes " + have + "-");
      if (!goesOn && info.statusCode() != 200) {
        return BodySubscribers.replacing(false);
      }
      try {
        channel.truncate(goesOn ? have : 0);
        channel.position(goesOn ? have : 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      writer = new PartWriter(channel, size, arrived);
      return writer;
    }

    @Override
    public synchronized void close() {
      if (writer != null) {
        writer.abandon();
      }
    }
  }

  private void requireSuccess(HttpResponse<?> answer, String what) throws FetchFailedException {
    int status = answer.statusCode();
    if (status == 200 || status == 206) {
      return;
    }
    String host = access.endpoint().getHost();
    if (PASSING.contains(status)) {
      throw FetchFailedException.passing(
          host + " is busy (" + status + " for " + what + ").", pause(answer), null);
    }
    if (status == PROXY_REFUSES) {
      throw FetchFailedException.lasting(
          "The proxy refuses the user or the password (407). Check HTTPS_PROXY and HTTP_PROXY.");
    }
    if (status == 401 || status == 403) {
      throw FetchFailedException.lasting(
          "%s does not give out %s (%d). Set HF_TOKEN to a token that may read it."
              .formatted(host, what, status));
    }
    throw FetchFailedException.lasting("%s has no %s (%d).".formatted(host, what, status));
  }

  private static Duration pause(HttpResponse<?> answer) {
    String seconds = answer.headers().firstValue("Retry-After").orElse("");
    return seconds.matches("\\d{1,9}")
        ? Duration.ofSeconds(Math.min(LONGEST_PAUSE, Integer.parseInt(seconds)))
        : Duration.ZERO;
  }

  private URI at(String path) {
    return URI.create(access.endpoint() + path);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
