package dev.vitrine.query;

import dev.vitrine.vocabulary.InvalidVocabularyException;
import dev.vitrine.vocabulary.UnknownVersionException;
import dev.vitrine.vocabulary.VocabularyChangedException;
import dev.vitrine.vocabulary.VocabularyTooLargeException;
import dev.vitrine.vocabulary.VocabularyUnavailableException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns each exception about a vocabulary into an error response with a code. */
class VocabularyProblems {
  private static final Logger LOG = Logger.getLogger(VocabularyProblems.class);

  @ServerExceptionMapper
  Response invalid(InvalidVocabularyException e) {
    int count = e.problems().size();
    return ProblemBody.response(
        422,
        "INVALID_VOCABULARY",
        "The vocabulary cannot be used: " + count + (count == 1 ? " problem." : " problems."),
        e.problems());
  }

  @ServerExceptionMapper
  Response changed(VocabularyChangedException e) {
    return ProblemBody.response(412, "VOCABULARY_CHANGED", e.getMessage());
  }

  @ServerExceptionMapper
  Response unknownVersion(UnknownVersionException e) {
    return ProblemBody.response(404, "VERSION_NOT_FOUND", e.getMessage());
  }

  @ServerExceptionMapper
  Response tooLarge(VocabularyTooLargeException e) {
    return ProblemBody.response(413, "VOCABULARY_TOO_LARGE", e.getMessage());
  }

  @ServerExceptionMapper
  Response unavailable(VocabularyUnavailableException e) {
    LOG.warn("the vocabularies' table does not respond", e);
    Response problem =
        ProblemBody.response(
            503,
            "UNAVAILABLE",
            "Vitrine cannot answer at the moment. Please try again in a few seconds.");
    return Response.fromResponse(problem).header("Retry-After", "2").build();
  }
}
