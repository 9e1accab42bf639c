package dev.vitrine.query;

import dev.vitrine.catalog.Card;
import dev.vitrine.image.ImageId;
import java.util.List;
import java.util.Map;

/** Says which pictures wait for a model, and where. */
public interface WaitingPictures {

  /**
   * Looks once for all pictures of an answer. Never fails: a picture of which nothing is known is
   * missing.
   *
   * @param cards pictures of the seller, at most 100; those that are finished are left out
   * @return the places of the pictures that wait; one that a model looks at now does not
   */
  Map<ImageId, Waiting> places(String seller, List<Card> cards);
}
