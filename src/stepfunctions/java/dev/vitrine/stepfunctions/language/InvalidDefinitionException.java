package dev.vitrine.stepfunctions.language;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that is refused when it is loaded, with everything that is wrong with it. */
public final class InvalidDefinitionException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  InvalidDefinitionException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining(", ")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the order of the definition. */
  public List<Problem> problems() {
    return problems;
  }
}
