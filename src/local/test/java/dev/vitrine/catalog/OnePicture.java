package dev.vitrine.catalog;

import static dev.vitrine.TestContext.A_MINUTE;

import dev.vitrine.SetClock;
import dev.vitrine.action.BulkAction;
import dev.vitrine.action.Correction;
import dev.vitrine.action.ImageActions;
import dev.vitrine.action.ImageStarter;
import dev.vitrine.action.Retag;
import dev.vitrine.action.Retagging;
import dev.vitrine.bin.Bin;
import dev.vitrine.catalog.StoreDescriptionHandler.PromptEnd;
import dev.vitrine.catalog.StoreDescriptionHandler.TagEnd;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.lesson.Teaching;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.tag.Tagger;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.workflow.RestyleOrder;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A described picture on a real table, and all who write its record, by their real handlers and
 * actions. The model finds one tag, {@code by 1} with the first version of the vocabulary.
 */
final class OnePicture {
  static final RestyleOrder WAVE = Examples.order("great-wave");
  private static final String KEY = "demo/cup.jpg";
  private static final Embedding SEEN = new Embedding("model", "AAAA");

  final List<WorkflowInput> started = Collections.synchronizedList(new ArrayList<>());
  final SetClock clock = new SetClock();
  final Catalog catalog;
  private final Leftovers leftovers = Examples.leftovers(new NoUploads());
  private final ImageActions actions;
  private final Retagging retagging;

  /** What happens once to a writer between its reading of the vocabulary and its writing. */
  private static final ThreadLocal<Runnable> BETWEEN = ThreadLocal.withInitial(() -> () -> {});

  private volatile int version;

  OnePicture(Catalog catalog) {
    this.catalog = catalog;
    ImageStarter starter = new ImageStarter(started::add);
    MemoryLessons lessons = new MemoryLessons();
    Bin bin = new Bin(catalog, new NoUploads(), leftovers, clock);
    this.actions =
        new ImageActions(
            catalog, starter, bin, new Teaching(this::readSlowly, lessons, lessons), clock);
    this.retagging =
        new Retagging(catalog, new Naming(), seller -> live(), lessons, starter, clock);
    catalog.receive(Examples.upload(KEY, Examples.NOW));
    describe(now());
  }

  ImageRecord now() {
    return catalog.find("demo", id()).orElseThrow();
  }

  List<String> labels() {
    return now().tags().stream().map(Tag::label).toList();
  }

  /** Makes the next version of the vocabulary live. */
  void changeVocabulary() {
    clock.pass(Duration.ofSeconds(1));
    version++;
    clock.pass(Duration.ofSeconds(1));
  }

  /** Lets something happen before the next writing of this thread. */
  void between(Runnable action) {
    BETWEEN.set(action);
  }

  /**
   * Begins a new description: as a retry or {@code POST /retags} does; as the sweep does, if one is
   * under way already.
   *
   * @return the record with the run; of another work, if the picture is being restyled
   */
  ImageRecord beginDescription() {
    return catalog
        .update(
            "demo",
            id(),
            image ->
                Run.isDescribing(image)
                    ? Restart.revived(image, true, clock.instant())
                    : ImageJourney.redescribed(image, clock.instant()))
        .orElseThrow();
  }

  /** Does all states of a run that describes, but for those before TagImage. */
  void describe(ImageRecord begun) {
    Instant asOf = clock.instant();
    TagImageResult found = tags(live()).asOf(asOf);
    meanwhile();
    paintAndFinish(begun, storeDescription(begun, found));
  }

  /** Does the state StoreDescription of a run that describes. */
  StoreDescriptionHandler.Result storeDescription(ImageRecord begun) {
    return storeDescription(begun, tags(live()).asOf(clock.instant()));
  }

  private StoreDescriptionHandler.Result storeDescription(ImageRecord begun, TagImageResult found) {
    Rendered rendered =
        new Rendered("jpeg", 6, 4, 10, List.of(), "scene", 0.2, null, List.of(), null, null);
    return new StoreDescriptionHandler(catalog, leftovers, clock)
        .handleRequest(
            new StoreDescriptionHandler.Request(
                begun.picture(),
                begun.run().execution(),
                rendered,
                new TagEnd(found, null),
                new PromptEnd(Examples.prompt("a prompt"), null),
                null,
                List.of()),
            A_MINUTE);
  }

  /** Does what follows StoreDescription. */
  void paintAndFinish(ImageRecord begun, StoreDescriptionHandler.Result described) {
    String execution = begun.run().execution();
    described.restyles().forEach(order -> paint(execution, order));
    finish(execution);
  }

  Retag retag() {
    return retagging.page("demo", true, 10, null);
  }

  ImageRecord order(RestyleOrder order) {
    return actions.restyle("demo", id(), order, true).orElseThrow();
  }

  /** Orders a restyle and, if that began a run, does all its states. */
  void restyle(RestyleOrder order) {
    ImageRecord ordered = order(order);
    meanwhile();
    if (ordered.run().work() == Work.RESTYLE) {
      paint(ordered.run().execution(), order);
      finish(ordered.run().execution());
    }
  }

  private void paint(String execution, RestyleOrder order) {
    new StoreRestyleHandler(catalog, leftovers)
        .handleRequest(
            new StoreRestyleHandler.Request(
                now().picture(), execution, order, Examples.painted(), null),
            A_MINUTE);
  }

  void finish(String execution) {
    new FinishImageHandler(catalog, leftovers, clock)
        .handleRequest(new FinishImageHandler.Request(now().picture(), execution), A_MINUTE);
  }

  void correct(String label) {
    actions.correct("demo", id(), new Correction.TagAdded(new TagLabel(label)), label);
  }

  void correctByOrder(String label) {
    BulkAction.correct(new Correction.TagAdded(new TagLabel(label)))
        .on(actions, now(), "order-" + label);
  }

  private static ImageId id() {
    return ImageId.of(Examples.BUCKET, KEY);
  }

  private Vocabulary live() {
    return Samples.vocabulary(Integer.toString(version), null, "espresso");
  }

  private Vocabulary readSlowly(String seller) {
    Vocabulary read = live();
    meanwhile();
    return read;
  }

  private void meanwhile() {
    Runnable action = BETWEEN.get();
    BETWEEN.remove();
    action.run();
  }

  private static TagImageResult tags(Vocabulary by) {
    return Samples.seen(Examples.tags("by " + by.version()), SEEN);
  }

  /** A model that finds what the vocabulary's version says, from an embedding. */
  private final class Naming extends PictureTagger {
    Naming() {
      super(
          new Tagger() {
            @Override
            public Scores score(byte[] jpeg, List<LabelGroup> groups) {
              throw new AssertionError("no picture is looked at");
            }

            @Override
            public Scores scoreEmbedding(Embedding seen, List<LabelGroup> groups) {
              throw new AssertionError("tagAgain answers");
            }
          },
          new SetClock());
    }

    @Override
    public TagImageResult tagAgain(
        Embedding seen, Vocabulary by, SellerThresholds seller, String execution) {
      meanwhile();
      return tags(by);
    }
  }
}
