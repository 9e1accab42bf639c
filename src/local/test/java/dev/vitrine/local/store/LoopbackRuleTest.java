package dev.vitrine.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackRuleTest {
  private final LoopbackRule rule = new LoopbackRule(List.of("http://localhost:8080"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:8080",
        "localhost",
        "LOCALHOST:1",
        "bucket.localhost:8081",
        "[::1]:8080"
      })
  void takesLoopbackNames(String host) {
    assertThat(rule.refusal("DELETE", host, null, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "10.0.0.1"
      })
  void refusesForeignNamesEvenForReading(String host) {
    assertThat(rule.refusal("GET", host, null, null)).isPresent();
  }

  @Test
  void refusesARequestWithoutAHost() {
    assertThat(rule.refusal("GET", null, null, null)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,   http://127.0.0.1:9090, ,             true",
    "POST,   http://localhost:8080, same-site,    true",
    "DELETE, ,                      same-origin,  true",
    "POST,   ,                      ,             true",
    "GET,    http://evil.example,   cross-site,   true",
    "POST,   http://evil.example,   ,             false",
    "POST,   http://localhost:3000, same-site,    false",
    "PUT,    null,                  ,             false",
    "POST,   ,                      cross-site,   false",
    "DELETE, ,                      same-site,    false",
  })
  void takesChangesFromItsOwnPagesOnly(String method, String origin, String site, boolean taken) {
    assertThat(rule.refusal(method, "127.0.0.1:9090", origin, site).isEmpty()).isEqualTo(taken);
  }
}
