package dev.vitrine.local.florence;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.eyes.Expected;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlorenceModelTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private static Path cache;
  private static FlorenceModel model;

  @BeforeAll
  static void open() throws Exception {
    model = FlorenceModel.open(TinyFlorence.folder(), cache);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void answersFiftyPicturesAsTransformersDoesGreedily() throws Exception {
    List<String> different = new ArrayList<>();
    int answers = 0;
    for (int kind = 0; kind < Expected.PICTURES; kind++) {
      try (OrtSession.Result seen = model.look(Expected.picture(kind))) {
        for (Map.Entry<String, JsonNode> task : TinyFlorence.said("longest").properties()) {
          String question = model.question(task.getKey());
          int longest = task.getValue().asInt();
          long[] ids = model.answer(seen, question, longest, AnswerDeadline.in(LONG));
          JsonNode said = TinyFlorence.answer(kind, task.getKey());
          assertThat(model.wording().text(ids)).isEqualTo(said.required("text").asText());
          if (!toList(ids).equals(toList(said.required("ids")))) {
            different.add(kind + " " + task.getKey() + " " + toList(ids));
          }
          answers++;
        }
      }
    }

    assertThat(answers).isEqualTo(4 * Expected.PICTURES);
    assertThat(different).isEmpty();
  }

  private static List<Long> toList(long[] ids) {
    List<Long> list = new ArrayList<>();
    for (long id : ids) {
      list.add(id);
    }
    return list;
  }

  private static List<Long> toList(JsonNode ids) {
    List<Long> list = new ArrayList<>();
    ids.forEach(id -> list.add(id.longValue()));
    return list;
  }

  @Test
  void findsTheBoxesOfAnAnswerThatTransformersFinds() {
    int boxes = 0;
    for (JsonNode said : TinyFlorence.said("boxes")) {
      List<Locations.Placed> placed = new ArrayList<>();
      for (int i = 0; i < said.required("labels").size(); i++) {
        List<Integer> bins = new ArrayList<>();
        said.required("bins").get(i).forEach(bin -> bins.add(bin.intValue()));
        placed.add(new Locations.Placed(said.required("labels").get(i).asText(), bins));
      }
      String answer = said.required("text").asText();

      assertThat(Locations.placed(answer)).as(answer).isEqualTo(placed);
      boxes += placed.size();
    }

    assertThat(boxes).isGreaterThan(500);
  }

  @Test
  void keepsThePlacesOfAnAnswerOnly() {
    long[] ids = model.wording().ids("cup<loc_1><loc_2><loc_7><loc_5>");

    assertThat(model.wording().marked(ids)).isEqualTo("<s>cup<loc_1><loc_2><loc_7><loc_5></s>");
    assertThat(model.wording().text(ids)).isEqualTo("cup");
  }

  @Test
  void readsTheQuestionsAsTheSameTokens() throws Exception {
    for (Map.Entry<String, JsonNode> task : TinyFlorence.said("questions").properties()) {
      long[] ids = model.wording().ids(model.question(task.getKey()));

      assertThat(toList(ids)).isEqualTo(toList(task.getValue()));
    }
  }

  @Test
  void readsFourThousandTextsAsTheSameTokens() {
    List<String> words = Expected.texts("words");
    ByteBuffer said =
        ByteBuffer.wrap(Base64.getDecoder().decode(TinyFlorence.said("texts").asText()))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<String> different = new ArrayList<>();
    for (String text : words) {
      long[] ids = model.wording().ids(text);
      ByteBuffer numbers =
          ByteBuffer.allocate(Integer.BYTES * ids.length).order(ByteOrder.LITTLE_ENDIAN);
      for (long id : ids) {
        numbers.putInt((int) id);
      }
      CRC32 crc = new CRC32();
      crc.update(numbers.array());
      if ((int) crc.getValue() != said.getInt()) {
        different.add(text);
      }
    }

    assertThat(words).hasSize(4000);
    assertThat(different).isEmpty();
  }

  /** Pillow's bytes themselves, which is closer than a mean of 1 and a most of 3. */
  @Test
  void preparesPicturesAsPillowDoes() {
    for (int kind = 0; kind < Expected.PICTURES; kind++) {
      byte[] pixels = model.pixels(Expected.picture(kind));
      CRC32 crc = new CRC32();
      crc.update(pixels);
      if (kind < TinyFlorence.said("pixels").size()) {
        String shown = TinyFlorence.said("pixels").path(kind).asText();
        assertThat(pixels).isEqualTo(Base64.getDecoder().decode(shown));
      }
      assertThat(crc.getValue())
          .as("" + kind)
          .isEqualTo(TinyFlorence.said("crcs").path(kind).asLong());
    }
  }
}
