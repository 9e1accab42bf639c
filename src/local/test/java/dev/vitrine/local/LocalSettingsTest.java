package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.local.store.CannotStartException;
import dev.vitrine.local.store.LocalPorts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSettingsTest {
  @Test
  void takesThreePortsInARowUnlessTold() {
    assertThat(settings("").ports()).isEqualTo(new LocalPorts(8080, 8081, 8082));
    assertThat(settings("VITRINE_PORT=9000").ports()).isEqualTo(new LocalPorts(9000, 9001, 9002));
    assertThat(settings("VITRINE_LOCAL_S3_PORT=9001 VITRINE_LOCAL_DYNAMO_DB_PORT=7000").ports())
        .isEqualTo(new LocalPorts(8080, 9001, 7000));
    assertThat(settings("VITRINE_LOCAL_S3_PORT=0 VITRINE_LOCAL_DYNAMO_DB_PORT=0").ports())
        .as("any free ones, which are never equal")
        .isEqualTo(new LocalPorts(8080, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VITRINE_PORT=9000 VITRINE_LOCAL_S3_PORT=9000"
            + "| VITRINE_PORT and VITRINE_LOCAL_S3_PORT are both 9000."
            + " Set VITRINE_LOCAL_S3_PORT to another port.",
        "VITRINE_LOCAL_DYNAMO_DB_PORT=8080"
            + "| VITRINE_PORT and VITRINE_LOCAL_DYNAMO_DB_PORT are both 8080."
            + " Set VITRINE_LOCAL_DYNAMO_DB_PORT to another port.",
        "VITRINE_LOCAL_S3_PORT=7000 VITRINE_LOCAL_DYNAMO_DB_PORT=7000"
            + "| VITRINE_LOCAL_S3_PORT and VITRINE_LOCAL_DYNAMO_DB_PORT are both 7000."
            + " Set VITRINE_LOCAL_DYNAMO_DB_PORT to another port.",
        "VITRINE_LOCAL_S3_PORT=8082"
            + "| VITRINE_LOCAL_S3_PORT and VITRINE_PORT + 2 (DynamoDB) are both 8082."
            + " Set VITRINE_LOCAL_DYNAMO_DB_PORT to another port.",
        "VITRINE_LOCAL_DYNAMO_DB_PORT=8081"
            + "| VITRINE_PORT + 1 (S3) and VITRINE_LOCAL_DYNAMO_DB_PORT are both 8081."
            + " Set VITRINE_LOCAL_DYNAMO_DB_PORT to another port.",
        "VITRINE_PORT=http| VITRINE_PORT is not a port number: http",
        "VITRINE_PORT=0| VITRINE_PORT is 0, but must be 1 to 65533.",
        "VITRINE_LOCAL_S3_PORT=-1| VITRINE_LOCAL_S3_PORT is not a port number: -1",
        "VITRINE_LOCAL_S3_PORT=65536| VITRINE_LOCAL_S3_PORT is not a port number: 65536",
        "VITRINE_LOCAL_DYNAMO_DB_PORT=8,082"
            + "| VITRINE_LOCAL_DYNAMO_DB_PORT is not a port number: 8,082",
      })
  void namesThePortsThatCannotBe(String set, String sentence) {
    assertThatThrownBy(() -> settings(set).ports())
        .isInstanceOf(CannotStartException.class)
        .hasMessage("Vitrine cannot start: " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VITRINE_LOCAL_SWEEP_EVERY=often| at least a second, like PT5M",
        "VITRINE_LOCAL_SWEEP_EVERY=PT0S| at least a second, like PT5M",
        "VITRINE_LOCAL_SWEEP_EVERY=-5| at least a second, like PT5M",
        "VITRINE_LOCAL_MOST_RUNNING=many| a whole number from 1",
        "VITRINE_LOCAL_MOST_RUNNING=0| a whole number from 1",
        "VITRINE_LOCAL_MOST_RUNNING=-1| a whole number from 1",
        "VITRINE_LOCAL_MOST_RUNNING=5000000000| a whole number from 1",
        "VITRINE_WEBHOOK_LOOPBACK=ja| true or false",
        "VITRINE_LOCAL_CONTAINER_CLIP=127.0.0.1:9000| an address like http://127.0.0.1:9000",
        "VITRINE_LOCAL_CONTAINER_INTERROGATOR=localhost:9000| an address like http://127.0.0.1:9000",
        "VITRINE_LOCAL_CONTAINER_SDXL=http://| an address like http://127.0.0.1:9000",
      })
  void namesTheSettingThatMakesNoSense(String set, String what) {
    String[] nameAndValue = set.split("=", 2);

    assertThatThrownBy(() -> settings(set).requireSense())
        .isInstanceOf(CannotStartException.class)
        .hasMessage(
            "Vitrine cannot start: %s is %s, but must be %s."
                .formatted(nameAndValue[0], nameAndValue[1], what));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "VITRINE_LOCAL_SWEEP_EVERY=PT10S",
        "VITRINE_LOCAL_SWEEP_EVERY=10s",
        "VITRINE_LOCAL_SWEEP_EVERY=",
        "VITRINE_LOCAL_MOST_RUNNING=1",
        "VITRINE_WEBHOOK_LOOPBACK=TRUE",
        "VITRINE_LOCAL_CONTAINER_CLIP=http://127.0.0.1:9000/",
        "VITRINE_LOCAL_CONTAINER_SDXL=https://gpu.example"
      })
  void takesWhatMakesSense(String set) {
    assertThatCode(() -> settings(set).requireSense()).doesNotThrowAnyException();
  }

  @Test
  void keepsItsDataWhereItIsTold() {
    assertThat(settings("VITRINE_HOME=/data/vitrine").home()).isEqualTo(Path.of("/data/vitrine"));
    assertThat(settings("").home()).isEqualTo(Path.of(System.getProperty("user.home"), ".vitrine"));
    assertThatThrownBy(() -> settings("VITRINE_HOME=").home())
        .hasMessage(
            "Vitrine cannot start: VITRINE_HOME is empty. Set it to a folder, or unset it.");
  }

  /**
   * @param set {@code NAME=VALUE}, separated by spaces
   */
  private static LocalSettings settings(String set) {
    Map<String, String> values =
        Arrays.stream(set.split(" "))
            .filter(each -> !each.isEmpty())
            .map(each -> each.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new LocalSettings(values::get);
  }
}
