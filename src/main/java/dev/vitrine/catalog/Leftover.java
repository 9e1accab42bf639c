package dev.vitrine.catalog;

import dev.vitrine.catalog.Restyle.Status;
import dev.vitrine.image.PictureRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a deleted or replaced picture may have left in the bucket.
 *
 * @param picture the last such revision; the leftover is of it and of all older ones
 * @param executions names of the workflow executions that may still write something of it, the
 *     newest {@value #MOST} of them
 */
public record Leftover(PictureRef picture, List<String> executions) {
  /** So that no number of replacements makes the record too large. */
  static final int MOST = 50;

  public Leftover {
    executions = List.copyOf(executions);
  }

  /**
   * @param earlier what is left of older revisions
   */
  static Leftover of(ImageRecord image, @Nullable Leftover earlier) {
    Stream<String> painting =
        Stream.concat(
                image.restyles().stream(),
                image.deletedRestyles().stream().map(Restyle.Deleted::restyle))
            .filter(one -> one.status() == Status.RUNNING)
            .map(Restyle::execution);
    Stream<String> older = earlier == null ? Stream.of() : earlier.executions().stream();
    Set<String> names = new LinkedHashSet<>(List.of(image.run().execution()));
    painting.forEach(names::add);
    older.forEach(names::add);
    return new Leftover(image.picture(), names.stream().limit(MOST).toList());
  }
}
