package dev.vitrine.stepfunctions.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Parallel and a Map state have going on: branches whose results become one array. */
abstract class OpenBranches implements Branch.Owner {

  final Visit visit;
  private final @Nullable Object[] results;
  private final @Nullable Branch[] running;
  private int unfinished;
  private int missing;
  private boolean closed;

  OpenBranches(Visit visit, int size) {
    this.visit = visit;
    this.results = new Object[size];
    this.running = new Branch[size];
    this.missing = size;
  }

  void start(Branch branch, @Nullable Object input) {
    running[branch.index] = branch;
    unfinished++;
    branch.start(input);
  }

  /** Whether no further branch may start or count. */
  boolean closed() {
    return closed;
  }

  boolean complete() {
    return missing == 0;
  }

  /** Notes that a branch has ended for good. */
  void settle(Branch branch, @Nullable Object output) {
    running[branch.index] = null;
    unfinished--;
    results[branch.index] = output;
    missing--;
  }

  /** In the order of the branches, whichever ended first. */
  List<@Nullable Object> results() {
    return new ArrayList<>(Arrays.asList(results));
  }

  /** The same without some of them. */
  List<@Nullable Object> results(boolean[] without) {
    List<@Nullable Object> list = new ArrayList<>(results.length);
    for (int i = 0; i < results.length; i++) {
      if (!without[i]) {
        list.add(results[i]);
      }
    }
    return list;
  }

  void abort() {
    closed = true;
    for (Branch branch : running) {
      if (branch != null) {
        branch.abort();
      }
    }
  }

  /** Started and not ended. */
  int unfinished() {
    return unfinished;
  }

  List<Branch> branches() {
    List<Branch> branches = new ArrayList<>(unfinished);
    for (Branch branch : running) {
      if (branch != null) {
        branches.add(branch);
      }
    }
    return branches;
  }

  void reportAborted() {
    branches().forEach(Branch::reportAborted);
  }

  void redrive() {
    closed = false;
    branches().forEach(Branch::redrive);
  }
}
