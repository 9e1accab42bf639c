package dev.vitrine.stepfunctions.language;

import java.util.Set;

/**
 * @see <a href="https://states-language.net/#succeed-state">Succeed state</a>
 */
final class SucceedState extends State {

  static final Set<String> FIELDS = Set.of("Output");

  SucceedState(String name, Fields fields) {
    super(name, "Succeed", fields);
  }

  @Override
  void run(Visit visit) throws StateFailedException {
    visit.leave(View.of(visit), visit.input);
  }
}
