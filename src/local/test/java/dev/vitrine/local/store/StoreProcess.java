package dev.vitrine.local.store;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.vitrine.local.queue.UploadQueue;
import dev.vitrine.local.s3.EmbeddedS3;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** S3, its queue and DynamoDB in a process of their own, so that a test can kill it. */
final class StoreProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;
  private final List<String> output = new ArrayList<>();

  /**
   * @param consume whether messages are taken from the queue
   */
  static StoreProcess start(Path home, boolean consume) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                home.toString(),
                Boolean.toString(consume))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new StoreProcess(process);
  }

  private StoreProcess(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** {@return what follows {@code name} and a blank in the next line that begins so} */
  String await(String name) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      output.add(line);
      if (line.startsWith(name + " ")) {
        return line.substring(name.length() + 1);
      }
    }
    throw new IOException("no line " + name + " in " + output);
  }

  URI awaitEndpoint(String service) throws IOException {
    return URI.create(await(service));
  }

  /** As kill -9 does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    UploadQueue queue =
        new UploadQueue(
            home.resolve("queue"), "uploads", Duration.ofMillis(50), StoreProcess::print);
    AwsBasicCredentials keys = AwsBasicCredentials.create("vitrine", "secret");
    EmbeddedS3 s3 =
        new EmbeddedS3(
            home.resolve("s3"),
            args.length > 2 ? Integer.parseInt(args[2]) : 0,
            keys,
            List.of("http://localhost:8080"),
            queue::send);
    EmbeddedDynamoDb dynamoDb = new EmbeddedDynamoDb(home.resolve("dynamodb"), 0);
    s3.start();
    dynamoDb.start();
    System.out.println("s3 " + s3.endpoint());
    System.out.println("dynamodb " + dynamoDb.endpoint());
    if (Boolean.parseBoolean(args[1])) {
      queue.start();
    }
  }

  private static SQSBatchResponse print(SQSEvent batch) {
    batch.getRecords().forEach(message -> System.out.println("message " + message.getBody()));
    return new SQSBatchResponse(List.of());
  }
}
