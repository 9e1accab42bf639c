package dev.vitrine.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.vocabulary.Vocabulary;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** A vocabulary as a seller sends it. */
@ApplicationScoped
class VocabularyDraft {
  private final ObjectMapper json;

  VocabularyDraft(ObjectMapper json) {
    this.json = json;
  }

  /**
   * @throws ApiProblem 422 INVALID_VOCABULARY when it is none
   */
  Vocabulary read(@Nullable String body) {
    try {
      Vocabulary draft = json.readValue(body == null ? "" : body, Vocabulary.class);
      // Models are offered these sets; one that is empty is none.
      draft.categorySet();
      draft.tagSet();
      draft.attributes().stream().filter(q -> !q.measured()).forEach(draft::setOf);
      return draft;
    } catch (JsonProcessingException e) {
      throw invalid(e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static ApiProblem invalid(@Nullable String why) {
    return new ApiProblem(422, "INVALID_VOCABULARY", "This is no vocabulary: " + why);
  }
}
