package dev.vitrine.stepfunctions.language;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state as the definition has it: nothing in it changes, all executions share it.
 *
 * @see <a href="https://states-language.net/#states-fields">State types and their fields</a>
 */
abstract class State {

  static final Set<String> COMMON = Set.of("Type", "Comment", "QueryLanguage");

  /** Types of states that have a result, Retry and Catch. */
  private static final Set<String> WITH_RESULT = Set.of("Task", "Parallel", "Map");

  final String name;
  final String type;
  final @Nullable Template output;
  final Assignment assign;
  final ErrorHandlers handlers;

  /** Where it goes from here; null ends the workflow. */
  final @Nullable String next;

  State(String name, String type, Fields fields) {
    this.name = name;
    this.type = type;
    boolean hasResult = WITH_RESULT.contains(type);
    String[] parts = hasResult ? new String[] {ExpressionCheck.RESULT} : new String[0];
    this.output = fields.template("Output", parts);
    this.assign = fields.assignment(parts);
    this.handlers = hasResult ? ErrorHandlers.of(fields) : ErrorHandlers.NONE;
    this.next = fields.text("Next");
  }

  /**
   * Does the state's work or gets it going; ends in {@link Visit#leave}, now or later.
   *
   * @throws StateFailedException when it cannot
   */
  abstract void run(Visit visit) throws StateFailedException;

  /** The workflows inside of a Parallel or a Map state. */
  List<Workflow> inner() {
    return List.of();
  }

  /** All names it may go to. */
  Set<String> targets() {
    Set<String> targets = new LinkedHashSet<>();
    if (next != null) {
      targets.add(next);
    }
    handlers.catchers().forEach(catcher -> targets.add(catcher.next()));
    return targets;
  }

  /** All variables it may assign. */
  Set<String> assigned() {
    Set<String> names = new LinkedHashSet<>(assign.names());
    handlers.catchers().forEach(catcher -> names.addAll(catcher.assign().names()));
    return names;
  }

  /** Notes it when the state has not exactly one of Next and End. */
  static void requireTransition(Fields fields) {
    boolean ends = fields.flag("End");
    if (fields.has("Next") == ends) {
      fields.problem("Exactly one of these fields is required: [Next, End]");
    }
  }
}
