package dev.vitrine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dev.vitrine.endpoint.ModelUnavailableException | {"errorMessage":"x"}              | MODEL_UNAVAILABLE   | true
          dev.vitrine.endpoint.ModelRefusedException     | {"errorMessage":"INVALID_IMAGE: x"} | MODEL_REFUSED     | false
          dev.vitrine.endpoint.ModelRefusedException     | {"errorMessage":"CONTENT_FILTERED: x"} | CONTENT_FILTERED | false
          dev.vitrine.render.PictureGoneException        | {}                                | PICTURE_GONE        | false
          dev.vitrine.upload.StorageUnavailableException | {}                                | STORAGE_UNAVAILABLE | true
          dev.vitrine.table.TableUnavailableException | {}                               | CATALOG_UNAVAILABLE | true
          dev.vitrine.restyle.UnknownStyleException      | {}                                | UNKNOWN_STYLE       | false
          dev.vitrine.measure.ProductUnsureException      | {"errorMessage":"It is a scene."} | PRODUCT_UNSURE      | false
          States.Timeout                                 | ''                                | TIMEOUT             | true
          Sandbox.Timedout                               | Task timed out after 60 seconds   | TIMEOUT             | true
          Lambda.Unknown                                 | no JSON                           | PLATFORM_UNAVAILABLE | true
          Lambda.SnapStartNotReadyException              | no JSON                           | PLATFORM_UNAVAILABLE | true
          SQS.AmazonSQSException                         | no JSON                           | PLATFORM_UNAVAILABLE | true
          java.lang.NullPointerException                 | {"errorMessage":null}             | INTERNAL_ERROR      | true
          """)
  void everyErrorHasAStableCodeAndASentence(
      String error, String cause, String code, boolean retryable) {
    ImageError said = FailureWords.of("TagImage", error, cause);

    assertThat(said.code()).isEqualTo(code);
    assertThat(said.retryable()).isEqualTo(retryable);
    assertThat(said.message()).endsWith(".").doesNotContain("Exception", "{", "null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RestyleImage | INVALID_JSON: The painter knows its styles only. | This restyle cannot be painted: The painter knows its styles only.
          RestyleImage | INVALID_JSON: text_prompts is too long           | This restyle cannot be painted: text_prompts is too long.
          RestyleImage | INVALID_JSON: java.lang.NullPointerException     | This restyle cannot be painted.
          RestyleImage | Received client error (400) from primary with message "{\\"error\\":{\\"code\\":\\"INVALID_JSON\\",\\"message\\":\\"Styles only.\\"}}". See https://x | This restyle cannot be painted: Styles only.
          RestyleImage | CONTENT_FILTERED: blurred                        | The model's content filter kept the result back.
          TagImage     | INVALID_IMAGE: It is no picture.                 | The model cannot use this picture: It is no picture.
          TagImage     | INVALID_LABELS: a template has two {}            | The model does not take this vocabulary.
          WritePrompt  | nothing that is known                            | The model did not take the request while writing the prompt.
          """)
  void whatAModelRefusesIsSaidInItsOwnWordsWhereTheyHelp(
      String step, String message, String sentence) throws Exception {
    String cause =
        new com.fasterxml.jackson.databind.json.JsonMapper()
            .writeValueAsString(java.util.Map.of("errorMessage", message));

    assertThat(FailureWords.of(step, "dev.vitrine.endpoint.ModelRefusedException", cause).message())
        .isEqualTo(sentence);
  }
}
