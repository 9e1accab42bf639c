package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Sha256;
import dev.vitrine.table.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;

/**
 * Asynchronous endpoints of SageMaker: requests and answers lie in S3. The function that has sent a
 * request looks for the answer until its time is over; the task then stays in its queue, and comes
 * again.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html">InvokeEndpointAsync</a>
 */
@ApplicationScoped
class SageMakerAsynchronousEndpoints implements AsynchronousEndpoints {
  private static final Logger LOG = Logger.getLogger(SageMakerAsynchronousEndpoints.class);

  /** Bytes of the task's hash in the name of its request, which may have 64 characters: 59. */
  private static final int HASH_BYTES = 16;

  /** Between two looks for the answer. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Between two looks for room, each of which asks the bucket about every open question. */
  private static final Duration ROOM_PAUSE = Duration.ofSeconds(5);

  /** What a function needs to store what it was answered. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(15);

  /** Where the present thread has no deadline. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** SageMaker's words for a status 4xx of the container, which it quotes. */
  private static final Pattern CLIENT_ERROR = Pattern.compile("(?i)client error \\((4\\d\\d)\\)");

  private static final Pattern QUOTED = Pattern.compile("\\{.*\\}", Pattern.DOTALL);

  private final SageMakerRuntimeClient sageMaker;
  private final Mailbox mailbox;
  private final EndpointConfig config;
  private final AnswerParser parser;
  private final Clock clock;

  SageMakerAsynchronousEndpoints(
      SageMakerRuntimeClient sageMaker,
      Mailbox mailbox,
      EndpointConfig config,
      ObjectMapper json,
      Clock clock) {
    this.sageMaker = sageMaker;
    this.mailbox = mailbox;
    this.config = config;
    this.parser = new AnswerParser(json);
    this.clock = clock;
  }

  @Override
  public <T> T invoke(
      String endpoint,
      ModelRequest request,
      PictureRef picture,
      String task,
      Function<JsonNode, T> parse) {
    String hash = HexFormat.of().formatHex(Sha256.of(task), 0, HASH_BYTES);
    String id = picture.imageId() + "-" + hash;
    Duration left = Deadline.left();
    long end = System.nanoTime() + (left == null ? PATIENCE : left.minus(AFTERWARDS)).toNanos();
    OpenQuestion question =
        mailbox
            .find(id)
            .filter(asked -> asked.isOpen(clock.instant()))
            .orElseGet(
                () -> {
                  awaitRoom(endpoint, end);
                  return send(endpoint, id, request, picture);
                });
    return awaitAnswer(endpoint, id, question, parse, end);
  }

  private OpenQuestion send(String endpoint, String id, ModelRequest request, PictureRef picture) {
    // Kept before the endpoint is asked, so that whoever deletes the picture finds the request.
    Instant now = clock.instant();
    OpenQuestion question = new OpenQuestion(endpoint, null, null, picture.revision(), now);
    mailbox.keep(id, question);
    String location = mailbox.post(endpoint, id, request.body());
    try {
      InvokeEndpointAsyncResponse taken =
          sageMaker.invokeEndpointAsync(
              r ->
                  r.endpointName(endpoint)
                      .inferenceId(id)
                      .inputLocation(location)
                      .contentType(request.contentType())
                      .accept("application/json")
                      .customAttributes(request.customAttributes())
                      .requestTTLSeconds((int) OpenQuestion.KEPT.toSeconds())
                      .invocationTimeoutSeconds((int) OpenQuestion.LONGEST.toSeconds()));
      question =
          new OpenQuestion(
              endpoint, taken.outputLocation(), taken.failureLocation(), picture.revision(), now);
      mailbox.keep(id, question);
      return question;
    } catch (SdkException e) {
      mailbox.forget(id, question);
      throw new ModelUnavailableException(
          endpoint + " did not take the request: " + e.getMessage(), e);
    }
  }

  /** A task that waits here keeps its function from taking the next one out of the queue. */
  private void awaitRoom(String endpoint, long end) {
    while (true) {
      Instant oldest = clock.instant().minus(OpenQuestion.KEPT).minus(OpenQuestion.LONGEST);
      List<String> open = mailbox.unread(endpoint, oldest);
      if (open.size() < config.mostUnanswered()
          || open.stream().filter(this::isUnanswered).count() < config.mostUnanswered()) {
        return;
      }
      pause(ROOM_PAUSE, end, endpoint + " has not answered " + open.size() + " others yet");
    }
  }

  /** An answer may have come while its task waits in the queue to be delivered again. */
  private boolean isUnanswered(String id) {
    return mailbox
        .find(id)
        .filter(other -> !mailbox.has(other.answer()) && !mailbox.has(other.failure()))
        .isPresent();
  }

  private <T> T awaitAnswer(
      String endpoint, String id, OpenQuestion question, Function<JsonNode, T> parse, long end) {
    while (true) {
      Optional<byte[]> answer = mailbox.read(question.answer());
      Optional<byte[]> failure =
          answer.isPresent() ? Optional.empty() : mailbox.read(question.failure());
      if (answer.isPresent() || failure.isPresent()) {
        return read(endpoint, id, question, answer, failure, parse);
      }
      if (mailbox.find(id).isEmpty()) { // the picture was deleted, which the next delivery finds
        throw new AnswerPendingException("request " + id + " was given up");
      }
      pause(PAUSE, end, endpoint + " has not answered yet");
    }
  }

  private <T> T read(
      String endpoint,
      String id,
      OpenQuestion question,
      Optional<byte[]> answer,
      Optional<byte[]> failure,
      Function<JsonNode, T> parse) {
    try {
      if (answer.isEmpty()) {
        throw failed(endpoint, new String(failure.orElseThrow(), StandardCharsets.UTF_8));
      }
      T parsed = parse.apply(parser.parse(endpoint, answer.get()));
      mailbox.answered(endpoint, id);
      return parsed;
    } catch (ModelRefusedException e) {
      mailbox.answered(endpoint, id);
      throw e;
    } catch (ModelUnavailableException e) {
      mailbox.forget(id, question); // asked anew when the task comes again
      throw e;
    }
  }

  /** A failure's reason is SageMaker's sentence, which quotes what the container said. */
  private RuntimeException failed(String endpoint, String reason) {
    Matcher refused = CLIENT_ERROR.matcher(reason);
    if (!refused.find()) {
      return new ModelUnavailableException(endpoint + " failed: " + reason, null);
    }
    Matcher quoted = QUOTED.matcher(reason);
    int status = Integer.parseInt(refused.group(1));
    return parser.failure(endpoint, quoted.find() ? quoted.group() : null, status, null);
  }

  private static void pause(Duration pause, long end, String pending) {
    if (System.nanoTime() + pause.toNanos() > end) {
      throw new AnswerPendingException(pending);
    }
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnswerPendingException(pending);
    }
  }

  @Override
  public void forget(PictureRef picture) {
    mailbox.deleteAllAbout(picture);
  }

  @Override
  public void deleteLateAnswers(Instant before, int most) {
    for (String id : mailbox.abandoned(before, most)) {
      try {
        mailbox.discard(id);
      } catch (RuntimeException e) {
        // One that fails must not keep the others.
        LOG.errorf(e, "the answer to request %s is left to the next sweep", id);
      }
    }
  }
}
