package dev.vitrine.event;

import static dev.vitrine.event.EventType.IMAGE_DONE;
import static dev.vitrine.event.EventType.IMAGE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which events a webhook is told after its settings have changed. */
class WebhookTest {
  private static final Instant DONE = Examples.NOW;
  private static final String URL = "https://shop.example/";
  private static final ImageRecord PICTURE = Examples.done("demo/cup.jpg", "cup");
  private static final Event EVENT = Event.ofEnd(PICTURE).orElseThrow();

  private static Webhook webhook(EventType... types) {
    String secret = Signature.secret(new byte[Signature.KEY_BYTES]);
    return Webhook.of("5f0c1d2e3a4b", URL, Set.of(types), secret, DONE.minusSeconds(3600));
  }

  @Test
  void eventsOfTheTimeInWhichItWasStoppedAreNotToldLater() {
    Webhook stopped = webhook().with(URL, Set.of(), false, DONE.minusSeconds(60));
    Webhook started = stopped.with(URL, Set.of(), true, DONE.plusSeconds(60));

    assertThat(started.wants(EVENT)).isFalse();
    assertThat(stopped.with(URL, Set.of(), true, DONE).wants(EVENT)).isTrue();
    Webhook gone = webhook().stopped("GONE").with(URL, Set.of(), true, DONE.plusSeconds(60));
    assertThat(gone.wants(EVENT)).isFalse();
  }

  @Test
  void eventsOfATypeFromBeforeItWasAddedAreNotTold() {
    Instant later = DONE.plusSeconds(60);

    assertThat(webhook(IMAGE_FAILED).with(URL, Set.of(), true, later).wants(EVENT)).isFalse();
    Webhook more = webhook(IMAGE_DONE).with(URL, Set.of(IMAGE_DONE, IMAGE_FAILED), true, later);
    assertThat(more.wants(EVENT)).as("a type that it was told all the time").isTrue();
    Webhook other = webhook().with("https://other.example/", Set.of(), true, later);
    assertThat(other.wants(EVENT)).as("only the address is another").isTrue();
  }

  @Test
  void aFormerSecretSignsForADay() {
    String first = webhook().secret();
    String second = Signature.secret(new byte[] {2});
    Webhook renewed = webhook().withSecret(second, DONE);
    Instant end = DONE.plus(Duration.ofHours(24));

    assertThat(webhook().signingSecrets(DONE)).containsExactly(first);
    assertThat(renewed.signingSecrets(end.minusMillis(1))).containsExactly(second, first);
    assertThat(renewed.formerSecretsUntil(DONE)).contains(end);
    assertThat(renewed.signingSecrets(end)).containsExactly(second);
    assertThat(renewed.formerSecretsUntil(end)).isEmpty();
  }

  @Test
  void threeFormerSecretsSignAtMostAndNoneIsWrittenIntoALog() {
    List<String> secrets =
        IntStream.range(0, 6).mapToObj(i -> Signature.secret(new byte[] {(byte) i})).toList();
    Webhook renewed = webhook();
    for (String secret : secrets) {
      renewed = renewed.withSecret(secret, DONE);
    }

    assertThat(renewed.signingSecrets(DONE))
        .containsExactly(secrets.get(5), secrets.get(4), secrets.get(3), secrets.get(2));
    assertThat(renewed.formerSecrets().toString() + renewed).doesNotContain("whsec_");
    Webhook later = renewed.withSecret(secrets.get(0), DONE.plus(Duration.ofDays(2)));
    assertThat(later.formerSecrets()).as("those that sign no more are forgotten").hasSize(1);
  }

  @Test
  void otherSettingsKeepSecretsAndAnotherAddressIsNotSaidToFail() {
    Webhook failing =
        webhook().withSecret(Signature.secret(new byte[] {2}), DONE).withFailingSince(DONE);

    Webhook other = failing.with("https://other.example/", Set.of(), true, DONE);
    assertThat(other.signingSecrets(DONE)).isEqualTo(failing.signingSecrets(DONE));
    assertThat(other.failingSince()).isNull();
    assertThat(failing.with(URL, Set.of(IMAGE_DONE), true, DONE).failingSince()).isEqualTo(DONE);
    Webhook stopped = failing.stopped(Webhook.FAILING);
    assertThat(stopped.failingSince()).as("the seller sees since when").isEqualTo(DONE);
    assertThat(stopped.with(URL, Set.of(), true, DONE).failingSince()).isNull();
  }

  @Test
  void itIsReadAsItWasWritten() {
    Webhook started =
        webhook(IMAGE_FAILED)
            .with(URL, Set.of(), true, DONE.plusSeconds(60))
            .withSecret(Signature.secret(new byte[] {2}), DONE)
            .withFailingSince(DONE)
            .stopped("GONE");

    assertThat(EventJson.webhooks(EventJson.write(List.of(started)))).containsExactly(started);
    String before =
        EventJson.write(List.of(webhook(IMAGE_DONE)))
            .replaceAll(",\"(toldSince|formerSecrets)\":(\\{[^}]*}|\\[])", "");
    assertThat(before).doesNotContain("toldSince", "formerSecrets", "failingSince");
    assertThat(EventJson.webhooks(before)).containsExactly(webhook(IMAGE_DONE));
  }
}
