package dev.vitrine.query;

import dev.vitrine.vocabulary.InvalidVocabularyException;
import dev.vitrine.vocabulary.UnknownVersionException;
import dev.vitrine.vocabulary.VocabularyChangedException;
import dev.vitrine.vocabulary.VocabularyTooLargeException;
import dev.vitrine.vocabulary.VocabularyUnavailableException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What can go wrong with vocabularies, as problems with stable codes. */
class VocabularyProblems {
  private static final Logger LOG = Logger.getLogger(VocabularyProblems.class);

  @ServerExceptionMapper
  Response invalid(InvalidVocabularyException e) {
    return ProblemBody.response(
        422,
        "INVALID_VOCABULARY",
        "The vocabulary cannot be used: " + e.problems().size() + " problems.",
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
    LOG.warn("vocabularies are out of reach", e);
    Response problem =
        ProblemBody.response(
            503, "UNAVAILABLE", "Vitrine cannot answer right now. Try again soon.");
    return Response.fromResponse(problem).header("Retry-After", "2").build();
  }
}
