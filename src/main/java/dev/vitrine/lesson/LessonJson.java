package dev.vitrine.lesson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.table.StoredJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Lessons as the table keeps them. */
@RegisterForReflection(targets = Lesson.Entry.class)
final class LessonJson {
  private static final JsonMapper JSON = StoredJson.mapper();
  private static final TypeReference<List<Lesson.Entry>> GIVEN = new TypeReference<>() {};

  private LessonJson() {}

  static String write(Lesson lesson) {
    try {
      return JSON.writeValueAsString(lesson.verdicts());
    } catch (JsonProcessingException e) {
      throw new AssertionError("verdicts are JSON", e);
    }
  }

  static Lesson read(String json) {
    try {
      return new Lesson(JSON.readValue(json, GIVEN));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table has verdicts that cannot be read", e);
    }
  }
}
