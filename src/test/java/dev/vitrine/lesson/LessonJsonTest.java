package dev.vitrine.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.lesson.Lesson.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class LessonJsonTest {
  private static final String STORED =
      """
      [{"image":"a","model":"clip","score":0.7,"right":false},\
      {"image":"b","model":"clip","score":0.4,"right":true,"said":"beaker"}]""";

  private static final Lesson LESSON =
      new Lesson(
          List.of(
              new Entry("a", "clip", 0.7, false, null),
              new Entry("b", "clip", 0.4, true, "beaker")));

  @Test
  void keepsTheFormInWhichTablesHaveLessons() {
    assertThat(LessonJson.write(LESSON)).isEqualTo(STORED);
    assertThat(LessonJson.read(STORED)).isEqualTo(LESSON);
  }

  @Test
  void readsWhatALaterReleaseAdded() {
    assertThat(LessonJson.read(STORED.replace("{\"image\"", "{\"new\":1,\"image\"")))
        .isEqualTo(LESSON);
  }
}
