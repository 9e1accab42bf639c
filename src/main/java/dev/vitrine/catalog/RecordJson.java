package dev.vitrine.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.Corrections.GivenPlace;
import dev.vitrine.catalog.Corrections.WrittenText;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Box;
import dev.vitrine.image.Color;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.image.PictureHash;
import dev.vitrine.image.PictureRef;
import dev.vitrine.lesson.Verdict;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.measure.Separation;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.table.StoredJson;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.NotSure;
import dev.vitrine.tag.SeenProduct;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.workflow.RestyleOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** Records as the table keeps them. Its mapper is its own: no setting may change what is stored. */
@RegisterForReflection(
    targets = {
      ImageRecord.class,
      Card.class,
      ImageError.class,
      Card.OpenWork.class,
      Upload.class,
      PictureHash.class,
      PictureRef.class,
      Measurements.class,
      Description.class,
      Corrections.class,
      PastCorrection.class,
      PastCorrection.FormerValue.class,
      WrittenText.class,
      GivenPlace.class,
      ProductPlace.class,
      ExportFile.class,
      ExportMark.class,
      ExportMark.Reading.class,
      Restyle.class,
      Restyle.Deleted.class,
      Run.class,
      Leftover.class,
      Color.class,
      Prompt.class,
      Prompt.Term.class,
      RestyleImageResult.class,
      RestyleOrder.class,
      RestyleOrder.Keep.class,
      Separation.class,
      Attribute.class,
      Embedding.class,
      NotSure.class,
      Suggestion.class,
      SeenProduct.class,
      Box.class,
      DetectedBoxes.class,
      Tag.class,
      Verdict.class,
      Evidence.class
    })
final class RecordJson {
  private static final JsonMapper MAPPER = StoredJson.mapper();
  private static final ObjectReader READER = MAPPER.readerFor(ImageRecord.class);
  private static final ObjectWriter WRITER = MAPPER.writerFor(ImageRecord.class);
  private static final ObjectReader CARD_READER = MAPPER.readerFor(Card.class);
  private static final ObjectWriter CARD_WRITER = MAPPER.writerFor(Card.class);

  private RecordJson() {}

  static String write(Leftover leftover) {
    try {
      return MAPPER.writeValueAsString(leftover);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a leftover is JSON", e);
    }
  }

  static Leftover readLeftover(String json) {
    try {
      return MAPPER.readValue(json, Leftover.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table has a leftover that cannot be read", e);
    }
  }

  static String write(Card card) {
    try {
      return CARD_WRITER.writeValueAsString(card);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a card is JSON", e);
    }
  }

  /** {@return the card; null if it is of another format, or cannot be read} */
  static @Nullable Card readCard(String json) {
    try {
      Card card = CARD_READER.readValue(json);
      return card != null && card.format() == Card.FORMAT ? card : null;
    } catch (JsonProcessingException e) {
      return null; // The record says all that a card does.
    }
  }

  static String write(ImageRecord image) {
    try {
      return WRITER.writeValueAsString(image);
    } catch (JsonProcessingException e) {
      throw new AssertionError("an image record is JSON", e);
    }
  }

  static ImageRecord read(String json) {
    ImageRecord image;
    try {
      image = READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table has a record that cannot be read", e);
    }
    if (image == null
        || image.original() == null
        || image.run() == null
        || image.corrections() == null) {
      throw new IllegalStateException("the table has a record that lacks a part");
    }
    return image;
  }
}
