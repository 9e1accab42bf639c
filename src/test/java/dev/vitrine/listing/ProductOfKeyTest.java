package dev.vitrine.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductOfKeyTest {
  @ParameterizedTest
  @CsvSource({
    "SKU_1.jpg, SKU, 1",
    "SKU-2.jpg, SKU, 2",
    "SKU (3).jpg, SKU, 3",
    "SKU(4).jpg, SKU, 4",
    "MUG-0042_01.JPG, MUG-0042, 1",
    "MUG-0042-12.jpeg, MUG-0042, 12",
    "mug-0042-2.png, mug-0042, 2",
    "blue-mug_2.webp, blue-mug, 2",
    "blue mug (2).jpg, blue mug, 2",
    "A1B_0.jpg, A1B, 0",
    "4006381333931_2.jpg, 4006381333931, 2",
    "12345-1.jpg, 12345, 1",
    "BAG.v2_1.jpg, BAG.v2, 1",
    "Käse_1.jpg, Käse, 1",
    "T-SHIRT-1.jpg, T-SHIRT, 1",
    "IMG-MUG_1.jpg, IMG-MUG, 1",
    "SKU_1, SKU, 1",
  })
  void aNumberAfterAnArticlesNameIsThePlaceOfItsPicture(String file, String sku, int position) {
    ProductPlace place = new ProductPlace(sku, position);
    assertThat(ProductOfKey.of("demo/" + file)).isEqualTo(place);
    assertThat(ProductOfKey.of("demo/2026/spring_1/" + file)).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // cameras and phones
        "IMG_0001.jpg",
        "IMG_1.jpg",
        "IMG_0001 (1).jpg",
        "IMG_E1234 (1).jpg",
        "_MG_1234-2.jpg",
        "IMG-20260105-WA0001.jpg",
        "IMG-20260105-WA0001 (2).jpg",
        "DSC_0002.JPG",
        "DSC_0002-1.JPG",
        "DSCF0002_1.JPG",
        "P1010001_1.jpg",
        "PXL_20260105_103322123.jpg",
        "PXL_20260105_1.jpg",
        "GOPR0001_1.jpg",
        // what people and programs call any picture
        "photo-1.png",
        "photo_1.png",
        "Photo (12).jpg",
        "image1_2.png",
        "picture 1.jpg",
        "product-1.jpg",
        "product_photo_2.jpg",
        "Untitled-1.png",
        "download (1).jpg",
        "new_1.jpg",
        "WhatsApp Image 2026-01-05 at 10.33.22 (1).jpeg",
        "Screenshot_1.png",
        "Screenshot 2026-01-05 at 10.33.22.png",
        "Screenshot_20260105-103322.png",
        "Screenshot 2026-01-05 10-33-22.png",
        "screen-shot-2026-01-05-at-10-33-22.png",
        "Bildschirmfoto 2026-01-05 um 10.33.22 (1).png",
        "1767605602_1.jpg",
        // dates
        "2026-01-05.jpg",
        "2026_01_05.jpg",
        "2026-01-05 (1).jpg",
        "20260105_1.jpg",
        "2026_1.jpg",
        "mug 2026-01-05.jpg",
        "mug_2026-1-5.jpg",
        // a number that is part of a name
        "iphone-12.jpg",
        "iPhone-13.jpg",
        "chanel-no-5.jpg",
        // no number, a long one, or nothing before it
        "SKU.jpg",
        "SKU1.jpg",
        "SKU_123.jpg",
        "SKU_front.jpg",
        "SKU (1",
        "SKU_1).jpg",
        "SKU_.jpg",
        "1.jpg",
        "_1.jpg",
        "(1).jpg",
        "A_1.jpg",
        "A1_1.jpg",
        "12-34.jpg",
        "...-1.jpg",
        "550e8400-e29b-41d4-a716-446655440000.jpg",
      })
  void otherNamesSayNoProduct(String file) {
    assertThat(ProductOfKey.of("demo/" + file)).isNull();
    assertThat(ProductOfKey.of("demo/MUG-1/" + file)).as("a folder says nothing").isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200b\u200b\u200b_1.jpg", "\u0001ABC_1.jpg", "İ", "\u200dم", "\ud83d"})
  void noNameIsTooOddToBeRead(String part) {
    ProductPlace place = ProductOfKey.of("demo/" + part.repeat(100) + "_1.jpg");

    assertThat(place == null || place.product().length() <= ProductPlace.LONGEST_SKU).isTrue();
  }
}
