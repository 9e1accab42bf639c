package dev.vitrine.local.model;

import dev.vitrine.vocabulary.LabelSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The label sets that a model knows, by {@linkplain LabelSet#name name}: the last used in memory,
 * more of them on disk, so that they survive a restart. Several models may share a folder.
 *
 * @param <L> scores the labels of one set
 */
public final class LabelSets<L extends LabelScorer<?>> {
  /** Of scorers: one of 5,000 labels and six of 500; the whole application has 700 MB. */
  private static final long MEMORY = 64L << 20;

  /** A caller of SageMaker waits 60 s; what is learnt by then is kept for its next try. */
  public static final Duration PATIENCE = Duration.ofSeconds(45);

  private final LabelSetFiles files;
  private final LabelLearner<L> learner;
  private final Duration patience;

  /** Fair, so that what a picture waits for is read before the next part of long lists. */
  private final ReentrantLock learning = new ReentrantLock(/* fair= */ true);

  private final Map<String, L> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Knows the label sets that an earlier start learnt.
   *
   * @param directory of the learnt label sets; made if missing
   */
  public LabelSets(Path directory, LabelLearner<L> learner) {
    this(directory, learner, PATIENCE);
  }

  /**
   * @param patience for one call, waiting for others included
   */
  LabelSets(Path directory, LabelLearner<L> learner, Duration patience) {
    this.patience = patience;
    files = new LabelSetFiles(directory);
    this.learner = learner;
  }

  /** {@return the set of that name, if it was learnt and not pruned since} */
  public Optional<L> find(String name) {
    synchronized (known) {
      L scorer = known.get(name);
      if (scorer != null) {
        return Optional.of(scorer);
      }
    }
    Optional<L> saved = files.read(key(learner.fitting(), name), learner);
    saved.ifPresent(scorer -> remember(name, scorer));
    return saved;
  }

  /** {@return the set, embedded now unless it is known} */
  public L learn(LabelSet set) {
    return learn(List.of(set)).get(0);
  }

  /**
   * The sets, those embedded now that are not known. One caller at a time, so that the model that
   * reads texts is never in memory twice; those who ask for known sets do not wait.
   *
   * @throws EndpointException DEADLINE when it takes too long, the wait for other callers included;
   *     what is learnt is kept
   */
  public List<L> learn(List<LabelSet> sets) {
    return learn(sets, patience);
  }

  /**
   * As {@link #learn(List)}.
   *
   * @param patience for this call; at least one part is read, however long that takes
   */
  public List<L> learn(List<LabelSet> sets, Duration patience) {
    Map<String, L> scorers = new HashMap<>();
    if (!unknown(sets, scorers).isEmpty()) {
      long end = System.nanoTime() + patience.toNanos();
      await(end);
      try {
        List<LabelSet> unknown = unknown(sets, scorers);
        if (!unknown.isEmpty()) {
          learner.learn(
              unknown, end, (set, numbers) -> scorers.put(set.name(), keep(set, numbers)));
        }
      } finally {
        learning.unlock();
      }
    }
    return sets.stream().map(set -> Objects.requireNonNull(scorers.get(set.name()))).toList();
  }

  private void await(long end) {
    try {
      if (!learning.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new EndpointException(
            EndpointError.DEADLINE, "The labels of others are being read; ask again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EndpointException(EndpointError.MODEL_ERROR, "interrupted while waiting");
    }
  }

  private List<LabelSet> unknown(List<LabelSet> sets, Map<String, L> scorers) {
    Set<String> names = new HashSet<>();
    List<LabelSet> unknown = new ArrayList<>();
    for (LabelSet set : sets) {
      String name = set.name();
      if (names.add(name) && !scorers.containsKey(name)) {
        find(name).ifPresentOrElse(known -> scorers.put(name, known), () -> unknown.add(set));
      }
    }
    return unknown;
  }

  private L keep(LabelSet set, short[] numbers) {
    files.write(key(learner.fitting(), set.name()), set.labels(), numbers);
    L scorer = learner.scorer(set.labels(), numbers);
    remember(set.name(), scorer);
    return scorer;
  }

  private void remember(String name, L scorer) {
    synchronized (known) {
      known.put(name, scorer);
      long size = known.values().stream().mapToLong(LabelScorer::size).sum();
      var eldest = known.entrySet().iterator();
      while (size > MEMORY && known.size() > 1) {
        size -= eldest.next().getValue().size();
        eldest.remove();
      }
    }
  }

  /** Numbers belong to the model as much as to the labels. */
  static String key(String fitting, String name) {
    return LabelSetFiles.sha256((fitting + "\n" + name).getBytes(StandardCharsets.UTF_8));
  }
}
