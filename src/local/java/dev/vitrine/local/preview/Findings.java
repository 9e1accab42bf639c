package dev.vitrine.local.preview;

import dev.vitrine.action.Retag;
import dev.vitrine.action.Retag.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a preview has found so far. The first end that it comes to stays. Thread-safe. */
final class Findings {
  enum PreviewStage {
    OPENING,
    READING,
    LOOKING,
    DONE,
    STOPPED,
    FAILED,
    NO_ROOM
  }

  private static final Set<PreviewStage> ENDS =
      Set.of(PreviewStage.DONE, PreviewStage.STOPPED, PreviewStage.FAILED, PreviewStage.NO_ROOM);

  private final String model;
  private final List<Retag.Changed> changed = new ArrayList<>();
  private PreviewStage state = PreviewStage.OPENING;
  private int labels;
  private int ofLabels;
  private int unchanged;
  private int of;
  private @Nullable String message;

  Findings(String model) {
    this.model = model;
  }

  /** How many pictures there are to look at. */
  synchronized void pictures(int count) {
    of = count;
  }

  synchronized void labels(int read, int all) {
    become(PreviewStage.READING, null);
    labels = read;
    ofLabels = all;
  }

  synchronized void looking() {
    become(PreviewStage.LOOKING, null);
  }

  synchronized void add(String imageId, List<Change> changes) {
    if (changes.isEmpty()) {
      unchanged++;
    } else {
      changed.add(new Retag.Changed(imageId, changes));
    }
  }

  /** A picture is not there any more. */
  synchronized void gone() {
    of--;
  }

  /**
   * @param sentence why, for a person; null where the state says it all
   */
  synchronized void become(PreviewStage next, @Nullable String sentence) {
    if (!isOver()) {
      state = next;
      message = sentence;
    }
  }

  synchronized boolean isOver() {
    return ENDS.contains(state);
  }

  synchronized PreviewProgress progress() {
    return new PreviewProgress(
        model,
        state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        labels,
        ofLabels,
        changed.size() + unchanged,
        of,
        changed,
        unchanged,
        message);
  }
}
