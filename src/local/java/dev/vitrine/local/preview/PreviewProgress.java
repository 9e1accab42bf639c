package dev.vitrine.local.preview;

import dev.vitrine.action.Retag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a preview is, and what was found.
 *
 * @param model its name
 * @param state {@code opening}, {@code reading} the labels, {@code looking} at pictures, {@code
 *     done}, {@code stopped}, {@code failed}, or {@code no-room} for both models in memory
 * @param labels of the vocabulary that the model has read
 * @param ofLabels how many there are; 0 until it is known
 * @param looked pictures that the model has looked at
 * @param of how many there are to look at; at the end more than {@code looked} if time ran out
 * @param images those with other tags or attributes, newest first
 * @param unchanged number of pictures that would stay as they are
 * @param message a sentence that says why there is no more; null unless it failed or has no room
 */
public record PreviewProgress(
    String model,
    String state,
    int labels,
    int ofLabels,
    int looked,
    int of,
    List<Retag.Changed> images,
    int unchanged,
    @Nullable String message) {
  public PreviewProgress {
    images = List.copyOf(images);
  }
}
