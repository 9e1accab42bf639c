package dev.vitrine.meaning;

/** Indexes for tests of other rooms. */
public final class MeaningIndexes {
  private MeaningIndexes() {}

  /** {@return the one of an installation that keeps none} */
  public static MeaningIndex none() {
    return new NoMeaningIndex();
  }
}
