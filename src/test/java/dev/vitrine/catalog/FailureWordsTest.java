package dev.vitrine.catalog;

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
          dev.vitrine.render.StorageUnavailableException | {}                                | STORAGE_UNAVAILABLE | true
          dev.vitrine.table.TableUnavailableException | {}                               | CATALOG_UNAVAILABLE | true
          dev.vitrine.restyle.UnknownStyleException      | {}                                | UNKNOWN_STYLE       | false
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
}
