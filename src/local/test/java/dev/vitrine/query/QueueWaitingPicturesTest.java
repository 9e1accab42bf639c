package dev.vitrine.query;

import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.CountedCatalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.endpoint.ModelQueues;
import dev.vitrine.endpoint.ModelQueues.Length;
import dev.vitrine.endpoint.WaitsFor;
import dev.vitrine.image.ImageId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Places in AWS, with a real table and given lengths of the queues. SQS is missing, whose numbers
 * are only about right; {@code SqsModelQueuesTest} asks for them.
 */
class QueueWaitingPicturesTest {
  private static final String SELLER = CountedCatalog.SELLER;

  @AutoClose private final CountedCatalog catalog = new CountedCatalog();

  @Test
  void picturesOfOneSellerWaitInTheOrderOfTheirUpload() {
    List<Card> cards = catalog.receive(10);
    // Seven messages of ten pictures: the oldest three are being looked at.
    Map<ImageId, Waiting> places = places(cards, Map.of(WaitsFor.TAGS, new Length(7, 0)), 0);

    assertThat(places).hasSize(7);
    for (int i = 0; i < 10; i++) {
      assertThat(places.get(cards.get(i).imageId()))
          .isEqualTo(i < 3 ? null : new Waiting(WaitsFor.TAGS, i - 2, null));
    }
  }

  @Test
  void aPageOfTheListKnowsWhatWasUploadedBeforeIt() {
    List<Card> cards = catalog.receive(10);

    assertThat(places(cards.subList(8, 10), Map.of(WaitsFor.TAGS, new Length(10, 0)), 0).values())
        .extracting(Waiting::place)
        .containsExactlyInAnyOrder(9L, 10L);
  }

  @Test
  void othersAreServedInTurnAndUrgentTasksFirst() {
    List<Card> cards = catalog.receive(2);
    Map<ImageId, Waiting> places = places(cards, Map.of(WaitsFor.TAGS, new Length(1_000, 4)), 0);

    assertThat(places.get(cards.get(0).imageId()).place()).isEqualTo(4 + 2);
    assertThat(places.get(cards.get(1).imageId()).place()).isEqualTo(4 + 4);
  }

  @Test
  void aPictureWaitsInTheLongerOfTwoLines() {
    Map<WaitsFor, Length> lengths =
        Map.of(WaitsFor.TAGS, new Length(2, 0), WaitsFor.PROMPT, new Length(3, 0));

    assertThat(places(catalog.receive(3), lengths, 0).values())
        .hasSize(3)
        .extracting(Waiting::line)
        .containsOnly(WaitsFor.PROMPT);
  }

  @Test
  void thePaceIsThatOfTheSellersOwnPicturesThatWereFinishedLately() {
    catalog.add(10, number -> false); // finished at NOW
    List<Card> cards = catalog.receive(30);
    Map<WaitsFor, Length> lengths = Map.of(WaitsFor.TAGS, new Length(30, 0));
    ImageId first = cards.get(0).imageId();
    ImageId last = cards.get(29).imageId();

    // Ten in a hundred seconds: the thirtieth has three hundred seconds to go.
    assertThat(places(cards, lengths, 100).get(last).seconds()).isEqualTo(300);
    assertThat(places(cards, lengths, 100).get(first).seconds()).isEqualTo(10);
    assertThat(places(cards, lengths, 3_600).get(first).seconds()).as("an hour later").isNull();
  }

  @Test
  void aDescribedPictureWaitsForItsRestyleOnly() {
    catalog.add(1, number -> true);
    List<Card> cards = catalog.catalog().cards(ImageQuery.all(SELLER), 10, null).cards();

    assertThat(places(cards, Map.of(WaitsFor.TAGS, new Length(9, 0)), 0)).isEmpty();
    assertThat(places(cards, Map.of(WaitsFor.RESTYLE, new Length(1, 0)), 0).values())
        .containsExactly(new Waiting(WaitsFor.RESTYLE, 1, null));
  }

  @Test
  void nothingIsAskedForPicturesThatAreFinishedOrWhenNothingWaits() {
    List<Card> cards = catalog.receive(1);
    ModelQueues nobody =
        () -> {
          throw new AssertionError("asked");
        };

    assertThat(pictures(nobody, 0).places(SELLER, List.of())).isEmpty();
    assertThat(places(cards, Map.of(), 0)).isEmpty();
    assertThat(places(cards, Map.of(WaitsFor.TAGS, new Length(0, 0)), 0)).isEmpty();
    assertThat(catalog.requests()).isZero();
  }

  @Test
  void aPageThatIsAskedForAgainAndAgainReadsNothingMore() {
    catalog.add(10, number -> false);
    List<Card> cards = catalog.receive(5);
    QueueWaitingPictures pictures = pictures(() -> Map.of(WaitsFor.TAGS, new Length(5, 0)), 60);
    pictures.places(SELLER, cards);
    int requests = catalog.requests();

    for (int i = 0; i < 20; i++) {
      assertThat(pictures.places(SELLER, cards)).hasSize(5);
    }

    assertThat(requests).as("two counts, a list and its records").isLessThanOrEqualTo(4);
    assertThat(catalog.requests()).isEqualTo(requests);
  }

  private Map<ImageId, Waiting> places(
      List<Card> cards, Map<WaitsFor, Length> lengths, int secondsLater) {
    return pictures(() -> lengths, secondsLater).places(SELLER, cards);
  }

  private QueueWaitingPictures pictures(ModelQueues queues, int secondsLater) {
    return new QueueWaitingPictures(
        catalog.catalog(), queues, Clock.fixed(NOW.plusSeconds(secondsLater), ZoneOffset.UTC));
  }
}
