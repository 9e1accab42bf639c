package dev.vitrine.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkuProposalTest {
  @ParameterizedTest
  @CsvSource({
    "beanie-front, beanie-back, beanie",
    "blue mug front, blue mug back, blue mug",
    "beanie1, beanie2, beanie1",
    "IMG_0412, IMG_0413, IMG_0412",
    "beanie, beanie-2, beanie",
    "beanie, hat, beanie",
    "photo, image, photo",
    "'', '', product-id",
    "帽子の写真-前, 帽子の写真-後, 帽子の写真",
  })
  void isWhatTheNamesBeginWithElseTheFirstName(String one, String other, String sku) {
    assertThat(SkuProposal.ofNames(List.of(one, other), "id").text()).isEqualTo(sku);
  }

  @Test
  void isLookedUpAFewTimesOnlyHoweverManyProductsHaveItsNumbers() {
    SkuProposal proposal = SkuProposal.ofNames(List.of("beanie"), "abcdefgh");

    assertThat(proposal.numbered()).hasSize(10).contains("beanie-2").endsWith("beanie-abcdefgh");
  }

  @Test
  void isNumberedAndNeverLongerThanASku() {
    SkuProposal proposal = SkuProposal.ofNames(List.of("x".repeat(300)), "abcdefgh");

    assertThat(proposal.numbered()).startsWith(proposal.text()).doesNotHaveDuplicates();
    assertThat(proposal.numbered()).allMatch(sku -> sku.length() <= 100);
  }
}
