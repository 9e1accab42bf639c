package dev.vitrine.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a webhook, or onto the account's bus.
 *
 * @param webhookId of the webhook; {@value #BUS} for the bus
 * @param body JSON, sent as it is
 * @param at when the event happened
 * @param tries attempts since the event, or since it was last replayed
 * @param dueAt when the next attempt is due
 * @param attempts the latest, oldest first; at most {@value #MOST_ATTEMPTS}
 * @param replays how often it was replayed
 * @param version one more with each change
 */
public record Delivery(
    String seller,
    String webhookId,
    String eventId,
    EventType type,
    String body,
    Instant at,
    Status status,
    int tries,
    Instant dueAt,
    List<Attempt> attempts,
    int replays,
    long version) {
  /** In the place of a webhook's id: the account's event bus. */
  static final String BUS = "bus";

  /** Most attempts that are remembered. */
  static final int MOST_ATTEMPTS = 10;

  public Delivery {
    attempts = List.copyOf(attempts);
  }

  /** How far a delivery has got. */
  public enum Status {
    /** An attempt is due. */
    @JsonProperty("pending")
    PENDING,
    /** The receiver has answered with 2xx. */
    @JsonProperty("delivered")
    DELIVERED,
    /** No further attempt is made. */
    @JsonProperty("failed")
    FAILED;

    /** {@return the word for it in JSON} */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One request to the receiver.
   *
   * @param answer HTTP status; null if there was no answer
   * @param problem why there was none, in upper case; null if there was one
   * @param millis how long it took
   */
  public record Attempt(
      Instant at, @Nullable Integer answer, @Nullable String problem, long millis) {
    boolean isReceived() {
      return answer != null && answer / 100 == 2;
    }

    /** Whether the receiver wants no more: 410 Gone. */
    boolean isUnwanted() {
      return answer != null && answer == 410;
    }
  }

  /**
   * {@return the delivery of an event, due at once}
   *
   * @param webhookId of the webhook, or {@value #BUS}
   */
  static Delivery of(String seller, String webhookId, Event event, Instant now) {
    return new Delivery(
        seller,
        webhookId,
        event.id(),
        event.type(),
        event.body(),
        event.at(),
        Status.PENDING,
        0,
        now,
        List.of(),
        0,
        1);
  }

  /**
   * {@return the delivery after an attempt}
   *
   * @param pauses between attempts
   * @param wanted how long the receiver wants no further attempt. A longer time than the longest of
   *     the pauses is cut, and the number of attempts stays: so no receiver puts an event off for
   *     ever
   */
  Delivery after(Attempt attempt, List<Duration> pauses, Duration wanted, Instant now) {
    List<Attempt> latest = latestWith(attempt);
    int made = tries + 1;
    if (attempt.isReceived()) {
      return with(Status.DELIVERED, made, now, latest);
    }
    return attempt.isUnwanted() || made > pauses.size()
        ? with(Status.FAILED, made, now, latest)
        : with(Status.PENDING, made, now.plus(pause(pauses, made, wanted)), latest);
  }

  private static Duration pause(List<Duration> pauses, int made, Duration wanted) {
    Duration planned = pauses.get(made - 1);
    Duration longest = Collections.max(pauses);
    Duration granted = wanted.compareTo(longest) < 0 ? wanted : longest;
    return granted.compareTo(planned) > 0 ? granted : planned;
  }

  /** {@return the delivery after an attempt that failed, due as before} */
  Delivery stillDue(Attempt attempt) {
    return with(status, tries + 1, dueAt, latestWith(attempt));
  }

  private List<Attempt> latestWith(Attempt attempt) {
    List<Attempt> known = new ArrayList<>(attempts);
    known.add(attempt);
    return known.subList(Math.max(0, known.size() - MOST_ATTEMPTS), known.size());
  }

  /** {@return the delivery, to be attempted from the beginning} Its earlier messages are void. */
  Delivery replayed(Instant now) {
    return new Delivery(
        seller,
        webhookId,
        eventId,
        type,
        body,
        at,
        Status.PENDING,
        0,
        now,
        attempts,
        replays + 1,
        version + 1);
  }

  /**
   * {@return when the last attempt is due if all before it fail, and the receiver asks for no
   * longer pauses}
   *
   * @param pauses between attempts
   */
  Instant lastDueAt(List<Duration> pauses) {
    Instant last = dueAt;
    for (Duration pause : pauses.subList(Math.min(tries, pauses.size()), pauses.size())) {
      last = last.plus(pause);
    }
    return last;
  }

  /** {@return the delivery, given up without a further attempt} */
  Delivery givenUp(Instant now) {
    return with(Status.FAILED, tries, now, attempts);
  }

  private Delivery with(Status newStatus, int made, Instant due, List<Attempt> latest) {
    return new Delivery(
        seller,
        webhookId,
        eventId,
        type,
        body,
        at,
        newStatus,
        made,
        due,
        latest,
        replays,
        version + 1);
  }

  boolean isForBus() {
    return webhookId.equals(BUS);
  }

  DeliveryQueue.Message message() {
    return new DeliveryQueue.Message(seller, webhookId, eventId, replays);
  }
}
