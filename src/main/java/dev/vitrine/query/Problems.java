package dev.vitrine.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.vitrine.catalog.CatalogUnavailableException;
import dev.vitrine.catalog.InvalidCursorException;
import dev.vitrine.catalog.LimitReachedException;
import dev.vitrine.catalog.NotNowException;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.lesson.LessonsUnavailableException;
import dev.vitrine.render.StorageUnavailableException;
import dev.vitrine.workflow.WorkflowUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error becomes a problem with a stable code; what is inside stays inside. */
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
          404, "There is nothing at this address.",
          405, "This address does not take this method.",
          406, "The answer is JSON: Accept must allow application/json.",
          415, "The body must be JSON: Content-Type must be application/json.");

  @ServerExceptionMapper
  Response problem(ApiProblem e) {
    return ProblemBody.response(e.status(), e.code(), e.getMessage());
  }

  @ServerExceptionMapper
  Response invalidCursor(InvalidCursorException e) {
    return ProblemBody.response(
        400, "INVALID_CURSOR", "The cursor belongs to no page of this list.");
  }

  @ServerExceptionMapper
  Response limitReached(LimitReachedException e) {
    return ProblemBody.response(409, "LIMIT_REACHED", e.getMessage());
  }

  @ServerExceptionMapper
  Response notNow(NotNowException e) {
    return ProblemBody.response(409, e.code(), e.getMessage());
  }

  @ServerExceptionMapper({
    CatalogUnavailableException.class,
    LessonsUnavailableException.class,
    ModelUnavailableException.class,
    WorkflowUnavailableException.class,
    StorageUnavailableException.class
  })
  Response unavailable(RuntimeException e) {
    LOG.warn("a service did not answer", e);
    Response problem =
        ProblemBody.response(
            503, "UNAVAILABLE", "Vitrine cannot answer right now. Try again soon.");
    return Response.fromResponse(problem).header("Retry-After", "2").build();
  }

  @ServerExceptionMapper
  Response refusedByModel(ModelRefusedException e) {
    LOG.warn("a model refused a request", e);
    return ProblemBody.response(
        422, "REFUSED_BY_MODEL", "The model does not take this vocabulary: " + e.getMessage());
  }

  @ServerExceptionMapper
  Response mismatched(MismatchedInputException e) {
    return invalidJson(e);
  }

  @ServerExceptionMapper
  Response webApplication(WebApplicationException e) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return invalidJson(json);
    }
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    return ProblemBody.response(
        status, CODES.getOrDefault(status, "HTTP_" + status), DETAILS.get(status));
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    LOG.error("a request failed", e);
    return ProblemBody.response(500, "INTERNAL_ERROR", "Something went wrong inside Vitrine.");
  }

  private static Response invalidJson(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return ProblemBody.response(
          400, "INVALID_REQUEST", "There is no field " + unknown.getPropertyName() + ".");
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String where =
          mapping.getPath().stream()
              .map(part -> part.getFieldName() == null ? "[]" : part.getFieldName())
              .collect(Collectors.joining("."));
      return ProblemBody.response(400, "INVALID_REQUEST", where + " is of the wrong type.");
    }
    return ProblemBody.response(400, "INVALID_JSON", "The body is not the JSON object expected.");
  }
}
