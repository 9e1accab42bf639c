package dev.vitrine.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.image.ImageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Uploads pictures while the process is killed and suspended, events are duplicated, delayed,
 * reordered and dropped, models fail and the disk fills once; then compares the catalog with that
 * of a clean run.
 */
public final class Chaos {
  private static final int UPLOADERS = 2;
  private static final long DISK_FULL_MILLIS = 4_000;
  private static final int LONGEST_LIFE_MILLIS = 6_000;
  private static final long LOOK_EVERY_MILLIS = 500;

  private final ChaosPlan plan;
  private final ChaosPictures pictures;
  private final Map<String, String> uploaded = new ConcurrentSkipListMap<>();
  private final Set<String> corrected = ConcurrentHashMap.newKeySet();
  private final Random random;
  private volatile boolean troubled = true;

  private Chaos(ChaosPlan plan) {
    this.plan = plan;
    this.pictures = new ChaosPictures(plan.contents());
    this.random = new Random(plan.seed());
  }

  /**
   * Prints the table of a run. Ends with status 1 if anything is lost.
   *
   * @param arguments the seed of the random choices, 1 unless told; the size of the run, {@code
   *     whole} unless told, or {@code middle} or {@code brief}
   */
  public static void main(String[] arguments) throws Exception {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
    ChaosReport report = run(ChaosPlan.of(arguments.length > 1 ? arguments[1] : "whole", seed));
    report.print(System.out);
    System.exit(report.comparison().isEqual() && report.repeatedInferencesAreFew() ? 0 : 1);
  }

  static ChaosReport run(ChaosPlan plan) throws Exception {
    return new Chaos(plan).run();
  }

  private ChaosReport run() throws Exception {
    Path folder = Files.createTempDirectory("vitrine-chaos");
    Optional<SmallDisk> disk =
        plan.diskMegabytes() == 0
            ? Optional.empty()
            : SmallDisk.mount(folder.resolve("disk"), plan.diskMegabytes());
    try (FaultyModels models = new FaultyModels(folder.resolve("labels"), plan.seed())) {
      Map<String, JsonNode> wanted = cleanRun(folder.resolve("clean"), models);
      models.forgetCounts();
      Path home = disk.map(SmallDisk::folder).orElse(folder).resolve("home");
      Map<String, String> settings = new HashMap<>(models.settings());
      settings.put("VITRINE_SWEEP_PATIENCE", plan.sweepPatience().toString());
      settings.put("VITRINE_LOCAL_SWEEP_EVERY", "PT10S");
      try (Instance instance = new Instance(home, settings)) {
        return troubledRun(instance, models, wanted, disk);
      }
    } finally {
      if (disk.isPresent()) {
        disk.get().close();
      }
    }
  }

  /** {@return what local mode makes of each content without any trouble} */
  private Map<String, JsonNode> cleanRun(Path home, FaultyModels models) throws Exception {
    Map<String, String> contentOf = new HashMap<>();
    Map<String, JsonNode> wanted = new HashMap<>();
    try (Instance instance = new Instance(home, models.settings())) {
      Set<String> contents = ConcurrentHashMap.newKeySet();
      for (int number = 0; number < plan.pictures(); number++) {
        if (contents.add(pictures.content(number))) {
          String key = ChaosPictures.key(number);
          uploadUntilItIsTaken(instance, number);
          contentOf.put(key, pictures.content(number));
        }
      }
      uploaded.clear();
      Map<String, JsonNode> images = awaitEnd(instance, contentOf.keySet());
      contentOf.forEach((key, content) -> wanted.put(content, Comparison.essence(images.get(key))));
    }
    return wanted;
  }

  private ChaosReport troubledRun(
      Instance instance,
      FaultyModels models,
      Map<String, JsonNode> wanted,
      Optional<SmallDisk> disk)
      throws Exception {
    long begun = System.nanoTime();
    EventTroubles events = new EventTroubles(instance.home(), plan.seed());
    ExecutorService threads = Executors.newCachedThreadPool();
    models.fail(plan.modelFaults());
    try {
      Future<?> uploads = threads.submit(() -> upload(instance));
      Future<?> corrections = threads.submit(() -> correct(instance));
      Future<?> troubles = threads.submit(() -> troubleEvents(events));
      killAndSuspend(instance, disk);
      uploads.get(plan.patience().toSeconds(), TimeUnit.SECONDS);
      corrections.get(plan.patience().toSeconds(), TimeUnit.SECONDS);
      troubled = false;
      troubles.get(plan.patience().toSeconds(), TimeUnit.SECONDS);
      events.end();
      instance.killAndStart(); // Reads the messages that the troubles put into the queue's folder.
      Comparison comparison = awaitEqual(instance, wanted);
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      return new ChaosReport(
          plan,
          disk.isPresent(),
          uploaded.size(),
          instance.refusedUploads(),
          events,
          models,
          comparison,
          corrected.size(),
          taken,
          instance.peakMemory());
    } finally {
      troubled = false;
      threads.shutdownNow();
    }
  }

  private @Nullable Void upload(Instance instance) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService uploaders = Executors.newFixedThreadPool(UPLOADERS);
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < UPLOADERS; i++) {
      ends.add(uploaders.submit(() -> uploadAll(instance, next)));
    }
    uploaders.shutdown();
    for (Future<?> end : ends) {
      end.get(); // Throws what ended an uploader. Each of its uploads has a bound.
    }
    return null;
  }

  private @Nullable Void uploadAll(Instance instance, AtomicInteger next)
      throws InterruptedException {
    for (int number = next.getAndIncrement();
        number < plan.pictures();
        number = next.getAndIncrement()) {
      uploadUntilItIsTaken(instance, number);
    }
    return null;
  }

  private void uploadUntilItIsTaken(Instance instance, int number) throws InterruptedException {
    String key = ChaosPictures.key(number);
    long end = deadline();
    while (!instance.upload(key, pictures.file(number))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("nobody takes " + key);
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    uploaded.put(key, pictures.content(number));
  }

  private @Nullable Void correct(Instance instance) throws Exception {
    for (int number = 0; number < plan.pictures(); number++) {
      if (ChaosPlan.isCorrected(number) && !ChaosPlan.isHostile(number)) {
        long end = deadline();
        String key = ChaosPictures.key(number);
        String imageId = ImageId.of("vitrine-uploads", key).value();
        String answer = "";
        while (!answer.equals("200")) {
          answer = instance.correct(imageId, Comparison.ATTRIBUTE, Comparison.CORRECTION);
          if (System.nanoTime() > end) {
            throw new IllegalStateException(
                "the correction of %s: %s\n%s".formatted(key, answer, instance.printed()));
          }
          Thread.sleep(LOOK_EVERY_MILLIS);
        }
        corrected.add(key);
      }
    }
    return null;
  }

  private @Nullable Void troubleEvents(EventTroubles events)
      throws IOException, InterruptedException {
    while (troubled) {
      events.trouble();
      Thread.sleep(10);
    }
    return null;
  }

  /** Kills the process again and again; between the kills, suspends it and fills the disk once. */
  private void killAndSuspend(Instance instance, Optional<SmallDisk> disk) throws Exception {
    int suspended = plan.kills() / 3;
    int full = 2 * plan.kills() / 3;
    for (int kill = 0; kill < plan.kills(); kill++) {
      Thread.sleep(1_000 + random.nextInt(LONGEST_LIFE_MILLIS));
      if (kill == suspended) {
        instance.suspend(plan.suspension());
      }
      if (kill == full && disk.isPresent()) {
        disk.get().fill(DISK_FULL_MILLIS);
      }
      instance.killAndStart();
    }
  }

  /** Executions of replaced revisions may end, and tidy up, after the records are at their end. */
  private Comparison awaitEqual(Instance instance, Map<String, JsonNode> wanted) throws Exception {
    long end = deadline();
    while (true) {
      Map<String, JsonNode> images = awaitEnd(instance, uploaded.keySet());
      Comparison comparison =
          Comparison.of(wanted, uploaded, corrected, images, instance.objects());
      if (comparison.isEqual() || System.nanoTime() > end) {
        return comparison;
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private Map<String, JsonNode> awaitEnd(Instance instance, Set<String> keys) throws Exception {
    long end = deadline();
    Map<String, JsonNode> images = Map.of();
    while (System.nanoTime() < end) {
      images = instance.images();
      if (images.keySet().containsAll(keys)
          && images.values().stream().noneMatch(Comparison::isUnfinished)) {
        return images;
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return images; // The comparison says which are missing or unfinished.
  }

  /** {@return when one upload, one correction, or the wait for the end must be over} */
  private long deadline() {
    return System.nanoTime() + plan.patience().plus(plan.suspension()).toNanos();
  }
}
