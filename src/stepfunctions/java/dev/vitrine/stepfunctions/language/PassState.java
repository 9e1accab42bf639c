package dev.vitrine.stepfunctions.language;

import java.util.Set;

/**
 * @see <a href="https://states-language.net/#pass-state">Pass state</a>
 */
final class PassState extends State {

  static final Set<String> FIELDS = Set.of("Next", "End", "Output", "Assign");

  PassState(String name, Fields fields) {
    super(name, "Pass", fields);
    requireTransition(fields);
  }

  @Override
  void run(Visit visit) throws StateFailedException {
    visit.leave(View.of(visit), visit.input);
  }
}
