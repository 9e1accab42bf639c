package dev.vitrine.api;

import dev.vitrine.vocabulary.InvalidVocabularyException;
import dev.vitrine.vocabulary.RollbackOvertakenException;
import dev.vitrine.vocabulary.UnknownVersionException;
import dev.vitrine.vocabulary.VocabularyChangedException;
import dev.vitrine.vocabulary.VocabularyTooLargeException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns each exception about a vocabulary into an error response with a code. */
class VocabularyProblems {
  @ServerExceptionMapper
  Response invalid(InvalidVocabularyException e) {
    int count = e.problems().size();
    return ProblemBody.response(
        422,
        "INVALID_VOCABULARY",
        "The vocabulary has " + count + (count == 1 ? " problem." : " problems."),
        null,
        e.problems());
  }

  @ServerExceptionMapper
  Response changed(VocabularyChangedException e) {
    return ProblemBody.response(412, "VOCABULARY_CHANGED", e.getMessage());
  }

  @ServerExceptionMapper
  Response overtaken(RollbackOvertakenException e) {
    return ProblemBody.response(409, "VOCABULARY_CHANGED", e.getMessage());
  }

  @ServerExceptionMapper
  Response unknownVersion(UnknownVersionException e) {
    return ProblemBody.response(404, "VERSION_NOT_FOUND", e.getMessage());
  }

  @ServerExceptionMapper
  Response tooLarge(VocabularyTooLargeException e) {
    return ProblemBody.response(413, "VOCABULARY_TOO_LARGE", e.getMessage());
  }
}
