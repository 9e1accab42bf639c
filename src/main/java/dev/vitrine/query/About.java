package dev.vitrine.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs here, and who says what.
 *
 * @param mode {@code aws} or {@code local}
 * @param models everything that has an opinion about pictures
 * @param version Vitrine's
 * @param signIn where sellers sign in; null where nobody need to
 */
public record About(String mode, List<Model> models, String version, @Nullable SignIn signIn) {
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

  /**
   * Where the page sends sellers for their token.
   *
   * @param issuer of OpenID Connect, as its tokens write it
   * @param clientId the page's name there
   */
  public record SignIn(String issuer, String clientId) {}
}
