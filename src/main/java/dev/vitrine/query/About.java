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
 * @param meaning whether pictures are compared by what they show ({@code by=meaning})
 * @param download the model that looks at pictures and can be downloaded, or its download; null
 *     when there is none, as in AWS
 * @param captions the same for the model that writes captions
 */
public record About(
    String mode,
    List<Model> models,
    String version,
    @Nullable SignIn signIn,
    boolean meaning,
    @Nullable Download download,
    @Nullable Download captions) {
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

  /**
   * A model that can take a stand-in's place.
   *
   * @param model its name
   * @param state {@code offered}, {@code fetching}, {@code fetched} and not in use, {@code
   *     opening}, {@code ready} or {@code failed}
   * @param bytes downloaded so far
   * @param of its size in bytes; 0 when unknown
   * @param memory bytes of memory that it takes, about; 0 when unknown
   * @param message a sentence that says why it failed; null otherwise
   */
  public record Download(
      String model, String state, long bytes, long of, long memory, @Nullable String message) {}
}
