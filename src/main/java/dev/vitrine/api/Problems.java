package dev.vitrine.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.meaning.MeaningUnavailableException;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.ItemTooLargeException;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.table.UnreadableItemException;
import dev.vitrine.upload.StorageUnavailableException;
import dev.vitrine.vocabulary.JsonMistake;
import dev.vitrine.workflow.WorkflowUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns each exception into an error response with a code, and logs what the caller must not see.
 */
class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);

  private static final Map<Integer, String> CODES =
      Map.of(
          400, "INVALID_REQUEST",
          401, "UNAUTHORIZED",
          403, "FORBIDDEN",
          404, "NOT_FOUND",
          405, "METHOD_NOT_ALLOWED",
          406, "NOT_ACCEPTABLE",
          413, "TOO_LARGE",
          415, "UNSUPPORTED_MEDIA_TYPE");

  private static final Map<Integer, String> DETAILS =
      Map.of(
          400,
          "Vitrine does not understand this request.",
          404,
          "There is nothing at this address.",
          405,
          "This address does not allow this method; the header Allow lists those it does.",
          406,
          "This address answers with application/json, or with an export's own type; the header"
              + " Accept allows neither.",
          415,
          "The Content-Type is none that this address reads: it is application/json, for a"
              + " vocabulary also text/csv or application/octet-stream, for a corrected table one of"
              + " these two.");

  private final AllowedMethods allowed;

  Problems(AllowedMethods allowed) {
    this.allowed = allowed;
  }

  @ServerExceptionMapper
  Response problem(ApiProblem e) {
    return ProblemBody.response(e.status(), e.code(), e.getMessage(), e.field(), null);
  }

  @ServerExceptionMapper
  Response invalidCursor(InvalidCursorException e) {
    return ProblemBody.response(
        400,
        "INVALID_CURSOR",
        "The cursor is not one of this list: its conditions have changed, or it is incomplete.");
  }

  @ServerExceptionMapper
  Response actionRefused(ActionRefusedException e) {
    return ProblemBody.response(409, e.code(), e.getMessage());
  }

  @ServerExceptionMapper({
    TableUnavailableException.class,
    ModelUnavailableException.class,
    WorkflowUnavailableException.class,
    StorageUnavailableException.class
  })
  Response unavailable(RuntimeException e) {
    LOG.warn("a service does not respond", e);
    Response problem =
        ProblemBody.response(
            503,
            "UNAVAILABLE",
            "Vitrine cannot answer at the moment. Please try again in a few seconds.");
    return Response.fromResponse(problem).header("Retry-After", "2").build();
  }

  @ServerExceptionMapper
  Response tooLarge(ItemTooLargeException e) {
    LOG.warn("an item is too large for the table", e);
    return ProblemBody.response(
        409, "LIMIT_REACHED", "This is more than Vitrine can keep in one place.");
  }

  @ServerExceptionMapper
  Response unreadableRecord(UnreadableItemException e) {
    LOG.error("an item of the table cannot be read", e);
    return ProblemBody.response(
        500,
        "RECORD_UNREADABLE",
        "This version of Vitrine cannot read what is kept of this picture. Ask whoever runs it.");
  }

  @ServerExceptionMapper
  Response noMeaning(MeaningUnavailableException e) {
    return ProblemBody.response(
        501, "MEANING_UNAVAILABLE", "Pictures cannot be compared by meaning in this installation.");
  }

  @ServerExceptionMapper
  Response refusedByModel(ModelRefusedException e) {
    LOG.warn("a model refused a request", e);
    return ProblemBody.response(
        422, "REFUSED_BY_MODEL", "The model refuses this vocabulary: " + e.getMessage());
  }

  /** A JsonProcessingException may also say that a name or a number is too long for the parser. */
  @ServerExceptionMapper({MismatchedInputException.class, JsonProcessingException.class})
  Response unreadable(JsonProcessingException e) {
    return invalidJson(e);
  }

  @ServerExceptionMapper
  Response webApplication(WebApplicationException e, ContainerRequestContext request) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return invalidJson(json);
    }
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    Set<String> methods = allowed.of(request.getUriInfo().getRequestUri().getRawPath());
    // JAX-RS takes a wrong method for a wrong address where two resources share a path.
    boolean wrongMethod = !methods.isEmpty() && !methods.contains(request.getMethod());
    if (status == 405 || (status == 404 && wrongMethod)) {
      return Response.fromResponse(problem(405)).allow(methods).build();
    }
    return problem(status);
  }

  private static Response problem(int status) {
    return ProblemBody.response(
        status, CODES.getOrDefault(status, "HTTP_" + status), DETAILS.get(status));
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    LOG.error("a request failed", e);
    return ProblemBody.response(500, "INTERNAL_ERROR", "Something went wrong inside Vitrine.");
  }

  private static Response invalidJson(JsonProcessingException thrown) {
    // Within a field, Jackson wraps what its parser throws.
    boolean isWrapped = thrown.getCause() instanceof JsonProcessingException;
    JsonProcessingException e = isWrapped ? (JsonProcessingException) thrown.getCause() : thrown;
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return ProblemBody.response(
          400,
          "INVALID_REQUEST",
          e instanceof UnrecognizedPropertyException
              ? "The request has a field that Vitrine does not know."
              : "A field of the request has another type of value than Vitrine expects.",
          path(mapping),
          null);
    }
    if (e instanceof JsonParseException || e instanceof StreamConstraintsException) {
      JsonMistake mistake = JsonMistake.of(e);
      return ProblemBody.response(
          400,
          "INVALID_JSON",
          "The body is not JSON from line %d, column %d on: %s."
              .formatted(mistake.line(), mistake.column(), mistake.reason()));
    }
    return ProblemBody.response(
        400, "INVALID_JSON", "The body is not a JSON object with the expected fields.");
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(part -> part.getFieldName() == null ? "[]" : part.getFieldName())
        .collect(Collectors.joining("."));
  }
}
