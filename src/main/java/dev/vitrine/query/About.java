package dev.vitrine.query;

import java.util.List;

/**
 * What runs here, and who says what.
 *
 * @param mode {@code aws} or {@code local}
 * @param models everything that has an opinion about pictures
 * @param version Vitrine's
 */
public record About(String mode, List<Model> models, String version) {
  public About {
    models = List.copyOf(models);
  }

  /**
   * A model, or what stands in for one.
   *
   * @param name as evidence names it
   * @param standIn whether it only stands in for the real one
   * @param what what it does, in a sentence
   */
  public record Model(String name, boolean standIn, String what) {}
}
