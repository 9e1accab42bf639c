package dev.vitrine.api;

import dev.vitrine.vocabulary.VocabularyProblem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error response.
 *
 * @param title name of the HTTP status
 * @param status HTTP status
 * @param detail a sentence that says what happened
 * @param code says what happened to a program; never changes its meaning
 * @param field the field of the body, the parameter or the header that is wrong; null if it is none
 *     alone
 * @param problems all problems of a vocabulary; null for any other error
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
@RegisterForReflection // The build does not see the type of an entity in a Response.
@Schema(
    name = "Problem",
    requiredProperties = {"title", "status", "detail", "code"})
public record ProblemBody(
    String title,
    int status,
    String detail,
    String code,
    @Nullable String field,
    @Nullable List<VocabularyProblem> problems) {
  /** The media type of RFC 9457. */
  static final String MEDIA_TYPE = "application/problem+json";

  static Response response(int status, String code, @Nullable String detail) {
    return response(status, code, detail, null, null);
  }

  static Response response(
      int status,
      String code,
      @Nullable String detail,
      @Nullable String field,
      @Nullable List<VocabularyProblem> problems) {
    String title = title(status);
    ProblemBody body =
        new ProblemBody(title, status, detail == null ? title : detail, code, field, problems);
    return Response.status(status)
        .entity(body)
        .type(MediaType.valueOf(MEDIA_TYPE))
        // A cached error would outlive its cause.
        .header("Cache-Control", "no-store")
        .build();
  }

  private static String title(int status) {
    if (status == 422) {
      return "Unprocessable Content"; // RFC 9110; JAX-RS does not know it.
    }
    Response.StatusType known = Response.Status.fromStatusCode(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }
}
