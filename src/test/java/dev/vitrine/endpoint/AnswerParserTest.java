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

  /** DJL Serving says so with the status 400 while it starts the model's process again. */
  @Test
  void triesAgainWhatTheServerCouldNotAskTheModel() {
    String restarting =
        "{\"code\":400,\"type\":\"TranslateException\","
            + "\"message\":\"Backend Python process is stopped.\"}";
    String unknown = "{\"code\":400,\"type\":\"BadRequestException\",\"message\":\"model_name\"}";

    assertThat(failure(restarting, 400))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageContaining("Backend Python process is stopped.");
    assertThat(failure(unknown, 400)).isInstanceOf(ModelRefusedException.class);
  }

  private RuntimeException failure(@Nullable String body, int status) {
    return parser.failure("clip", body, status, null);
  }
}
