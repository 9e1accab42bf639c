package dev.vitrine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerParserTest {
  private static final String INVALID =
      "{\"error\":{\"code\":\"INVALID_IMAGE\",\"message\":\"no\"}}";
  private static final String ODD = "{\"error\":{\"code\":\"OOM\",\"message\":\"CUDA\"}}";

  private final AnswerParser parser = new AnswerParser(new JsonMapper());

  @Test
  void refusesWhatTheModelWouldRefuseAgain() {
    assertThat(failure(INVALID, 400)).isInstanceOf(ModelRefusedException.class);
    assertThat(failure(INVALID, 200)).isInstanceOf(ModelRefusedException.class);
    assertThat(failure("<html>", 404)).isInstanceOf(ModelRefusedException.class);
  }

  @Test
  void triesAgainWhatMayPassWhateverTheBodySays() {
    for (int status : new int[] {408, 425, 429, 500, 502, 503, 504}) {
      assertThat(failure("{\"message\":\"later\"}", status))
          .isInstanceOf(ModelUnavailableException.class);
      assertThat(failure(ODD, status)).isInstanceOf(ModelUnavailableException.class);
      assertThat(failure(null, status)).isInstanceOf(ModelUnavailableException.class);
    }
  }

  private RuntimeException failure(@Nullable String body, int status) {
    return parser.failure("clip", body, status, null);
  }
}
