package dev.vitrine.stepfunctions.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @see <a href="https://states-language.net/#parallel-state">Parallel state</a>
 */
final class ParallelState extends State {

  static final Set<String> FIELDS =
      Set.of("Branches", "Arguments", "Next", "End", "Output", "Assign", "Retry", "Catch");

  private final List<Workflow> branches = new ArrayList<>();
  private final @Nullable Template arguments;

  ParallelState(String name, Fields fields, Workflow.Reader reader) {
    super(name, "Parallel", fields);
    requireTransition(fields);
    fields.require("Branches");
    arguments = fields.template("Arguments");
    for (Fields branch : fields.objects("Branches")) {
      branch.allowOnly(Set.of("Comment", "StartAt", "States"));
      branches.add(reader.read(branch));
    }
    if (fields.has("Branches") && branches.isEmpty()) {
      fields.problem("Branches", "Expected a non-empty Array");
    }
  }

  @Override
  void run(Visit visit) throws StateFailedException {
    Object input = arguments == null ? visit.input : arguments.evaluate(View.of(visit));
    visit.limit(input);
    Branches run = new Branches(visit);
    visit.open = run;
    visit.running(run::abort);
    long started = visit.branch.event("ParallelStateStarted", Map::of);
    for (int i = 0; i < branches.size(); i++) {
      Branch branch = visit.branch.inner(branches.get(i), run, i, null, started);
      run.start(branch, input);
    }
  }

  @Override
  List<Workflow> inner() {
    return branches;
  }

  private final class Branches extends OpenBranches {

    Branches(Visit visit) {
      super(visit, branches.size());
    }

    @Override
    public void branchEnded(Branch branch, @Nullable Object output) {
      settle(branch, output);
      if (complete()) {
        visit.open = null;
        visit.branch.follows(branch.lastEvent());
        visit.branch.event("ParallelStateSucceeded", Map::of);
        visit.attempt(() -> visit.leave(View.of(visit).result(results()), results()));
      }
    }

    @Override
    public void branchFailed(Branch branch, Failure failure) {
      if (!closed()) {
        abort();
        visit.branch.follows(branch.lastEvent());
        reportAborted();
        visit.failed(failure);
      }
    }
  }
}
