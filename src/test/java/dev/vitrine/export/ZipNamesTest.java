package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys may be anything; names in a zip may not. */
class ZipNamesTest {
  private final ZipNames names = new ZipNames();

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "mug.jpg # mug.jpg",
        "shoes/red/1.jpg # shoes/red/1.jpg",
        "../../etc/passwd # etc/passwd",
        "a/./../b.jpg # a/b.jpg",
        "/absolute.jpg # absolute.jpg",
        "a//b.jpg # a/b.jpg",
        "C:\\Users\\me.jpg # C__Users_me.jpg",
        "..\\..\\up.jpg # .._.._up.jpg",
        "what? <a|b> \"c\"*.jpg # what_ _a_b_ _c__.jpg",
        "CON # _CON",
        "aux.jpg # _aux.jpg",
        "CON .jpg # _CON.jpg",
        "nul .a b.jpg # _nul .a b.jpg",
        "com1 . jpg # _com1 . jpg",
        "COM\u00b9.jpg # _COM\u00b9.jpg",
        "lpt\u00b3 # _lpt\u00b3",
        "CONIN$ # _CONIN$",
        "conout$.jpg # _conout$.jpg",
        "console.jpg # console.jpg",
        "com10.jpg # com10.jpg",
        "shoes./ red . /x.jpg # shoes/red/x.jpg",
        "dots...jpg # dots.jpg",
        "gepr\u0061\u0308gt.jpg # gepr\u00e4gt.jpg",
        "\u5e97/\u30de\u30b0.jpg # \u5e97/\u30de\u30b0.jpg",
        "invoice\u202egpj.exe # invoice_gpj.exe",
        "tab\tline.jpg # tab_line.jpg",
        "half\ud83d.jpg # half_.jpg",
        "\ud83d\ude00.jpg # \ud83d\ude00.jpg",
      })
  void aNameIsSafeAndLooksLikeItsKey(String key, String name) {
    assertThat(names.add(picture(key))).isEqualTo("pictures/" + name);
  }

  @Test
  void aKeyOfWhichNothingIsLeftIsCalledByTheImagesId() {
    PictureRef dots = picture("../. /...");

    assertThat(names.add(dots)).isEqualTo("pictures/" + dots.imageId());
  }

  @Test
  void picturesOfOneNameOnSomeFileSystemGetTheirIdsAsWell() {
    PictureRef upper = picture("Shoes/RED.JPG");

    assertThat(names.add(picture("shoes/red.jpg"))).isEqualTo("pictures/shoes/red.jpg");
    assertThat(names.add(upper))
        .isEqualTo("pictures/Shoes/RED~" + upper.imageId().value().substring(0, 8) + ".JPG");
  }

  @Test
  void noFileIsCalledAsAFolderIs() {
    PictureRef inside = picture("mug/1.jpg");
    PictureRef folder = picture("cup");

    assertThat(names.add(picture("mug"))).isEqualTo("pictures/mug");
    assertThat(names.add(inside)).isEqualTo("pictures/1~" + inside.imageId() + ".jpg");
    assertThat(names.add(picture("cup/1.jpg"))).isEqualTo("pictures/cup/1.jpg");
    assertThat(names.add(folder))
        .isEqualTo("pictures/cup~" + folder.imageId().value().substring(0, 8));
  }

  @Test
  void aLongKeyIsCutAndKeepsItsExtension() {
    String name = names.add(picture("\u5e97".repeat(300) + ".jpeg"));

    assertThat(name).endsWith("\u5e97.jpeg");
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(100, 200);
    assertThat(names.add(picture("folder/".repeat(40) + "mug.jpg"))).isEqualTo("pictures/mug.jpg");
  }

  @Test
  void aNameIsNoDevicesAfterItWasCut() {
    assertThat(names.add(picture("aux" + " ".repeat(200) + "x.jpg")))
        .isEqualTo("pictures/_aux.jpg");
  }

  @Test
  void allNamesDiffer() {
    Set<String> all = new HashSet<>();
    for (String folder : List.of("", "a/", "A/", "a./", "./a/", "a/../a/")) {
      for (int i = 0; i < 50; i++) {
        for (String name : List.of("mug", "MUG", "mug ", "m\u202eug", "m_ug")) {
          String added = names.add(picture(folder + i + name + ".jpg"));
          assertThat(all.add(added.toLowerCase(Locale.ROOT))).as(added).isTrue();
        }
      }
    }
  }

  private static PictureRef picture(String key) {
    return PictureRef.of("bucket", "demo/" + key, null, Revision.ofSequencer("00000001"));
  }
}
