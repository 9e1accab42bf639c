package dev.vitrine.stepfunctions.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs its workflow once for each item, inside the execution (Mode INLINE).
 *
 * @see <a href="https://states-language.net/#map-state">Map state</a>
 */
final class MapState extends State {

  static final Set<String> FIELDS =
      Set.of(
          "Items",
          "ItemSelector",
          "ItemProcessor",
          "MaxConcurrency",
          "ToleratedFailureCount",
          "ToleratedFailurePercentage",
          "Next",
          "End",
          "Output",
          "Assign",
          "Retry",
          "Catch");

  private final @Nullable Template items;
  private final @Nullable Template itemSelector;
  private final @Nullable Template maxConcurrency;
  private final @Nullable Template toleratedCount;
  private final @Nullable Template toleratedPercentage;
  private final Workflow processor;

  MapState(String name, Fields fields, Workflow.Reader reader) {
    super(name, "Map", fields);
    requireTransition(fields);
    fields.require("ItemProcessor");
    Object given = fields.get("Items");
    boolean expression = given instanceof String text && Expression.isExpression(text);
    if (fields.has("Items") && !expression && !(given instanceof List)) {
      fields.problem("Items", "Expected an Array or a JSONata expression");
    }
    items = fields.template("Items");
    itemSelector = fields.template("ItemSelector");
    maxConcurrency = fields.wholeNumber("MaxConcurrency", 0);
    toleratedCount = fields.wholeNumber("ToleratedFailureCount", 0);
    toleratedPercentage = fields.percentage("ToleratedFailurePercentage");
    Fields inner = fields.object("ItemProcessor");
    processor = inner == null ? Workflow.EMPTY : readProcessor(inner, reader);
  }

  private static Workflow readProcessor(Fields fields, Workflow.Reader reader) {
    fields.allowOnly(Set.of("Comment", "ProcessorConfig", "StartAt", "States"));
    Fields config = fields.object("ProcessorConfig");
    if (config != null) {
      config.allowOnly(Set.of("Mode"));
      if (!"INLINE".equals(config.get("Mode"))) {
        config.problem("Mode", "Only the Mode INLINE can be run here");
      }
    }
    return reader.read(fields);
  }

  @Override
  void run(Visit visit) throws StateFailedException {
    List<?> list = items(visit);
    int concurrency = maxConcurrency == null ? 0 : visit.wholeNumber(maxConcurrency, 0);
    Iterations run =
        new Iterations(visit, list, concurrency == 0 ? Integer.MAX_VALUE : concurrency);
    run.tolerate(tolerated(visit, list.size()));
    visit.open = run;
    visit.running(run::abort);
    run.started =
        visit.branch.event(
            "MapStateStarted", () -> new Details().with("length", list.size()).fields());
    run.proceed();
  }

  private List<?> items(Visit visit) throws StateFailedException {
    Object value = items == null ? visit.input : items.evaluate(View.of(visit));
    if (value instanceof List<?> list) {
      return list;
    }
    throw items == null
        ? StateFailedException.query(
            "Map state input must be an array but was: " + Values.write(value), "Items")
        : items.wrongType("array", value);
  }

  /** How many iterations may fail; -1 when nothing is said about it, so that none may. */
  private int tolerated(Visit visit, int size) throws StateFailedException {
    int tolerated = -1;
    if (toleratedCount != null) {
      tolerated = visit.wholeNumber(toleratedCount, 0);
    }
    if (toleratedPercentage != null) {
      int share = (int) Math.floor(size * percentage(visit, toleratedPercentage) / 100);
      // Of two limits the one that is reached first counts.
      tolerated = tolerated < 0 ? share : Math.min(tolerated, share);
    }
    return tolerated;
  }

  private static double percentage(Visit visit, Template template) throws StateFailedException {
    Object value = template.evaluate(View.of(visit));
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= 100) {
      return number.doubleValue();
    }
    throw template.wrongType(value instanceof Number ? "percentage" : "number", value);
  }

  @Override
  List<Workflow> inner() {
    return List.of(processor);
  }

  /** The iterations of one visit. A failed iteration that is tolerated leaves no result. */
  private final class Iterations extends OpenBranches {

    private final List<?> list;
    private final int concurrency;
    private final boolean[] failed;
    private int tolerated = -1;
    private int failures;
    private int nextItem;
    private long started;

    Iterations(Visit visit, List<?> list, int concurrency) {
      super(visit, list.size());
      this.list = list;
      this.concurrency = concurrency;
      this.failed = new boolean[list.size()];
    }

    void tolerate(int failures) {
      tolerated = failures;
    }

    void proceed() throws StateFailedException {
      while (!closed() && nextItem < list.size() && unfinished() < concurrency) {
        startIteration(nextItem);
        // Not before: an item whose selector failed has not begun, and a redrive tries it again.
        nextItem++;
      }
      if (!closed() && complete()) {
        visit.open = null;
        List<@Nullable Object> results = results(failed);
        visit.branch.event("MapStateSucceeded", Map::of);
        visit.leave(View.of(visit).result(results), results);
      }
    }

    private void startIteration(int index) throws StateFailedException {
      Map<String, @Nullable Object> item = new LinkedHashMap<>();
      item.put("Index", index);
      item.put("Value", list.get(index));
      Object input = list.get(index);
      if (itemSelector != null) {
        View view = View.of(visit).context("Map", Map.of("Item", item));
        input = itemSelector.evaluate(view);
        visit.limit(input);
      }
      Branch branch = visit.branch.inner(processor, this, index, item, started);
      iterationEvent("MapIterationStarted", branch);
      start(branch, input);
    }

    @Override
    public void branchEnded(Branch branch, @Nullable Object output) {
      iterationEvent("MapIterationSucceeded", branch);
      settle(branch, output);
      visit.branch.follows(branch.lastEvent());
      visit.attempt(this::proceed);
    }

    @Override
    public void branchFailed(Branch branch, Failure failure) {
      if (closed()) {
        return;
      }
      iterationEvent("MapIterationFailed", branch);
      visit.branch.follows(branch.lastEvent());
      failures++;
      if (failures <= tolerated) {
        failed[branch.index] = true;
        settle(branch, null);
        visit.attempt(this::proceed);
        return;
      }
      abort();
      for (Branch other : branches()) {
        if (other != branch) {
          other.reportAborted();
          iterationEvent("MapIterationAborted", other);
        }
      }
      visit.failed(tolerated < 0 ? failure : tooMany());
    }

    private Failure tooMany() {
      return new Failure(
          Failure.EXCEED_TOLERATED_FAILURE_THRESHOLD,
          "The specified tolerated failure threshold was exceeded");
    }

    private void iterationEvent(String type, Branch iteration) {
      iteration.event(type, () -> Details.ofState(name).with("index", iteration.index).fields());
    }

    @Override
    void redrive() {
      failures = 0;
      super.redrive();
      visit.branch.execution.later(() -> visit.attempt(this::proceed));
    }
  }
}
