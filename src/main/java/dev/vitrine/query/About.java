package dev.vitrine.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs here, and which models describe the pictures.
 *
 * @param mode {@code aws} or {@code local}
 * @param models all models whose answers reach the catalog
 * @param version version of Vitrine
 * @param signIn where sellers sign in; null if nobody has to, as locally
 */
public record About(String mode, List<Model> models, String version, @Nullable SignIn signIn) {
  public About {
    models = List.copyOf(models);
  }

  /**
   * A model, or the program that stands in for one.
   *
   * @param name the name that evidence carries
   * @param standIn whether it is a stand-in for the real model
   * @param what a sentence that says what the model does
   */
  public record Model(String name, boolean standIn, String what) {}

  /**
   * Where the page sends sellers for their token.
   *
   * @param issuer the OpenID Connect issuer, spelled as in its tokens
   * @param clientId the page's client id at the issuer
   */
  public record SignIn(String issuer, String clientId) {}
}
