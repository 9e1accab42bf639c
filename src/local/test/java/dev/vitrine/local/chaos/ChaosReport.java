package dev.vitrine.local.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The result of a run.
 *
 * @param diskFilled whether the disk was filled: only where this user may mount one
 * @param uploads number of uploads that got their 200
 * @param refusedUploads number of uploads without a 200: the picture may be stored and is sent
 *     again, so that its work is done twice
 * @param events troubles of the events, in words
 * @param movedEvents number of delayed or reordered events: an upload that the sweep finds first is
 *     described again when its event comes
 * @param clipInferences good answers of CLIP
 * @param captions good answers of the Interrogator
 * @param modelFaults failed answers of the models
 * @param corrections number of corrections that got their 200
 * @param taken from the first upload to the end of all work
 * @param peakMemory of the last process
 */
record ChaosReport(
    ChaosPlan plan,
    boolean diskFilled,
    int uploads,
    int refusedUploads,
    String events,
    int movedEvents,
    long clipInferences,
    long captions,
    int modelFaults,
    Comparison comparison,
    int corrections,
    Duration taken,
    String peakMemory) {
  /** Functions that a kill may cut off while a model answers: as many as run at once. */
  private static final int PLACES = 2 * Runtime.getRuntime().availableProcessors() + 2;

  ChaosReport(
      ChaosPlan plan,
      boolean diskFilled,
      int uploads,
      int refusedUploads,
      EventTroubles events,
      FaultyModels models,
      Comparison comparison,
      int corrections,
      Duration taken,
      String peakMemory) {
    this(
        plan,
        diskFilled,
        uploads,
        refusedUploads,
        events.words(),
        events.moved(),
        models.inferences("clip"),
        models.inferences("interrogator"),
        models.faults(),
        comparison,
        corrections,
        taken,
        peakMemory);
  }

  /** {@return inferences beyond one of each model for each picture} */
  long repeatedInferences() {
    long pictures = 0;
    for (int number = 0; number < plan.pictures(); number++) {
      pictures += ChaosPlan.isHostile(number) ? 0 : 1;
    }
    return clipInferences + captions - 2 * pictures;
  }

  /** {@return whether no more was inferred twice than the troubles explain} */
  boolean repeatedInferencesAreFew() {
    return repeatedInferences() <= explained();
  }

  /**
   * {@return inferences that kills may have cut off, those of pictures sent again, and those of
   * pictures that the sweep found before their delayed event came}
   */
  private long explained() {
    return (long) PLACES * (plan.kills() + 1) + 2L * (refusedUploads + movedEvents);
  }

  void print(PrintStream out) {
    row(out, "uploads that got their 200", uploads + " of " + plan.pictures());
    row(out, "uploads sent again", refusedUploads);
    row(out, "events", events);
    row(out, "kills (SIGKILL)", plan.kills() + 1);
    row(out, "suspended (SIGSTOP)", plan.suspension().toSeconds() + " s");
    row(out, "disk filled", diskFilled ? "once" : "left out: this user may not mount a disk");
    row(out, "models' failed answers", modelFaults);
    row(out, "time", taken.toSeconds() + " s");
    row(out, "peak memory of the last process", peakMemory);
    out.println();
    row(out, "uploads without a record", words(comparison.missing()));
    row(out, "records whose work has not ended", words(comparison.unfinished()));
    row(out, "records other than a clean run's", comparison.different().size());
    comparison.different().forEach((key, how) -> out.println("  " + key + " " + how));
    row(out, "lost corrections", words(comparison.unlocked()) + " of " + corrections);
    row(out, "stray objects", words(comparison.stray()));
    row(
        out,
        "repeated inferences",
        "%d; kills, repeated uploads and delayed events explain %d"
            .formatted(repeatedInferences(), explained()));
  }

  private static String words(List<String> keys) {
    return keys.isEmpty() ? "0" : keys.size() + ", e.g. " + keys.get(0);
  }

  private static void row(PrintStream out, String name, Object value) {
    out.printf("%-36s %s%n", name, value);
  }
}
