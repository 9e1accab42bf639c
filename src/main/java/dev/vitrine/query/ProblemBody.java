package dev.vitrine.query;

import dev.vitrine.vocabulary.VocabularyProblem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An error as the API tells it.
 *
 * @param title the HTTP status in words
 * @param status the HTTP status
 * @param detail what happened, in a sentence
 * @param code what happened, for programs; stable
 * @param problems what is wrong with a vocabulary, line by line; null unless one was given
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
@RegisterForReflection // a Response hides its type
@Schema(
    name = "Problem",
    requiredProperties = {"title", "status", "detail", "code"})
public record ProblemBody(
    String title,
    int status,
    String detail,
    String code,
    @Nullable List<VocabularyProblem> problems) {
  /** The media type of RFC 9457. */
  static final String MEDIA_TYPE = "application/problem+json";

  static Response response(int status, String code, @Nullable String detail) {
    return response(status, code, detail, null);
  }

  static Response response(
      int status,
      String code,
      @Nullable String detail,
      @Nullable List<VocabularyProblem> problems) {
    Response.StatusType known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    ProblemBody body =
        new ProblemBody(title, status, detail == null ? title : detail, code, problems);
    return Response.status(status)
        .entity(body)
        .type(MediaType.valueOf(MEDIA_TYPE))
        // A browser must never keep an error.
        .header("Cache-Control", "no-store")
        .build();
  }
}
