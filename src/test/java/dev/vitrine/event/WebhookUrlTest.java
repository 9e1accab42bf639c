package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.event.WebhookUrl.AddressRefusedException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/",
        "https://shop.example:8443/",
        "https://shop.example:22/",
        "https://user:secret@shop.example/",
        "https://shop.example/#part",
        "https:///path",
        "https:shop.example",
        "ftp://shop.example/",
        "file:///etc/passwd",
        "https://shop.example/\r\nX: y",
        "https://shop.example/a b",
        "http://localhost:8080/",
        "shop.example",
        ""
      })
  void isRefused(String url) {
    assertThatThrownBy(() -> WebhookUrl.of(url, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("The address of a webhook .*");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example, shop.example, /",
    "https://shop.example/hook?a=b%20c, shop.example, /hook?a=b%20c",
    "https://shop.example:443/ä, shop.example, /%C3%A4",
    "https://[2606:4700::1]/x, [2606:4700::1], /x"
  })
  void saysWhatTheRequestNeeds(String text, String authority, String target) {
    WebhookUrl url = WebhookUrl.of(text, false);

    assertThat(url.authority()).isEqualTo(authority);
    assertThat(url.target()).isEqualTo(target);
    assertThat(url.port()).isEqualTo(443);
    assertThat(url.isEncrypted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://münchen.example/", "https://münchen.example:443/ä"})
  void aNameWithOtherLettersIsToldHowItIsWritten(String url) {
    assertThatThrownBy(() -> WebhookUrl.of(url, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("xn--mnchen-3ya.example");
  }

  @Test
  void aNameOfWhichOneAddressIsPrivateIsRefused() {
    WebhookUrl url = WebhookUrl.of("https://shop.example/", false);
    InetAddress[] both = {address("1.1.1.1"), address("10.0.0.1")};

    assertThatThrownBy(() -> url.addresses(host -> both))
        .isInstanceOf(AddressRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/"
      })
  void anAddressInDisguiseIsRefusedOrNoAddress(String text) {
    // Some of these are names for Java; none of them may reach this machine.
    assertThatThrownBy(() -> WebhookUrl.of(text, false).addresses(InetAddress::getAllByName))
        .isInstanceOfAny(
            AddressRefusedException.class,
            IllegalArgumentException.class,
            java.net.UnknownHostException.class);
  }

  @Test
  void thisMachineIsAllowedOnRequestAndNothingBesideIt() throws Exception {
    WebhookUrl here = WebhookUrl.of("http://localhost:9000/hook", true);
    assertThat(here.addresses(InetAddress::getAllByName)).allMatch(InetAddress::isLoopbackAddress);
    assertThat(here.authority()).isEqualTo("localhost:9000");
    assertThatThrownBy(() -> here.addresses(host -> new InetAddress[] {address("10.0.0.1")}))
        .isInstanceOf(AddressRefusedException.class);
    assertThatThrownBy(() -> WebhookUrl.of("http://10.0.0.1/", true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> WebhookUrl.of("https://localhost/", true).addresses(InetAddress::getAllByName))
        .isInstanceOf(AddressRefusedException.class);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
