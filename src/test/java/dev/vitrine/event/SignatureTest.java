package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  /** The example that the convention's libraries are tested with. */
  @Test
  void isWhatStandardWebhooksSays() {
    String signature =
        Signature.header(
            List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            "{\"test\": 2432232314}");

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void severalSecretsSignInTurnDividedBySpaces() {
    String present = Signature.secret(new byte[] {1});
    String former = Signature.secret(new byte[] {2});

    assertThat(Signature.header(List.of(present, former), "evt", 1, "{}"))
        .isEqualTo(
            Signature.header(List.of(present), "evt", 1, "{}")
                + " "
                + Signature.header(List.of(former), "evt", 1, "{}"));
  }
}
