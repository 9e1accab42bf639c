package dev.vitrine.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.local.function.LocalFunctions;
import dev.vitrine.local.function.ModelLine;
import dev.vitrine.local.queue.FairQueue;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.runner.SendMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The queues before the local models: two for each function, one of them for urgent tasks. */
@ApplicationScoped
class LocalQueues implements SendMessage.Queues, LocalWaitingPictures.Lines {
  private static final String ADDRESS = "http://localhost/000000000000/";
  private static final String URGENT = "-urgent";
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** Most tasks that are done at once, by function. */
  private static final Map<String, Integer> AT_ONCE =
      Map.of("tag-image", CORES, "write-prompt", CORES, "restyle-image", Math.max(1, CORES / 2));

  private final Map<String, ModelLine> lines = new TreeMap<>();
  private final ExecutorService senders = Executors.newFixedThreadPool(2);

  LocalQueues(LocalStores stores, LocalFunctions functions, ObjectMapper json) throws IOException {
    Path folder = stores.folder("waiting");
    for (Map.Entry<String, Integer> each : AT_ONCE.entrySet()) {
      String function = each.getKey();
      FairQueue urgent = new FairQueue(folder.resolve(function + URGENT));
      FairQueue backlog = new FairQueue(folder.resolve(function));
      lines.put(
          function,
          new ModelLine(function, each.getValue(), urgent, backlog, functions::invoke, json));
    }
  }

  /** {@return the address of a function's queue} */
  static String url(String function, boolean urgent) {
    return ADDRESS + function + (urgent ? URGENT : "");
  }

  SendMessage integration() {
    return new SendMessage(this, senders);
  }

  void start() {
    lines.values().forEach(ModelLine::start);
  }

  boolean isWorking() {
    return lines.values().stream().allMatch(ModelLine::isWorking);
  }

  @Override
  public String send(String queueUrl, String group, String body) throws IOException {
    boolean urgent = queueUrl.endsWith(URGENT);
    String function = queueUrl.replace(ADDRESS, "").replaceAll(URGENT + "$", "");
    ModelLine line = lines.get(function);
    if (line == null) {
      throw new TaskFailedException("SQS.AmazonSQSException", "There is no queue " + queueUrl);
    }
    return line.send(urgent, group, body);
  }

  @Override
  public Map<String, ModelLine.Snapshot> snapshots(String seller) throws IOException {
    Map<String, ModelLine.Snapshot> snapshots = new TreeMap<>();
    for (Map.Entry<String, ModelLine> line : lines.entrySet()) {
      snapshots.put(line.getKey(), line.getValue().snapshot(seller));
    }
    return snapshots;
  }

  void close() {
    senders.shutdown();
    lines.values().forEach(ModelLine::close);
  }
}
