package dev.vitrine.stepfunctions.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @see <a href="https://states-language.net/#choice-state">Choice state</a>
 */
final class ChoiceState extends State {

  static final Set<String> FIELDS = Set.of("Choices", "Default", "Output", "Assign");

  private static final Set<String> RULE_FIELDS =
      Set.of("Comment", "Condition", "Next", "Output", "Assign");

  private record Rule(
      Template condition, Assignment assign, @Nullable Template output, String next) {}

  private final List<Rule> rules = new ArrayList<>();
  private final @Nullable String defaultNext;

  ChoiceState(String name, Fields fields) {
    super(name, "Choice", fields);
    fields.require("Choices");
    defaultNext = fields.text("Default");
    List<Fields> choices = fields.objects("Choices");
    if (fields.has("Choices") && choices.isEmpty()) {
      fields.problem("Choices", "Expected a non-empty Array");
    }
    for (Fields choice : choices) {
      readRule(choice);
    }
  }

  private void readRule(Fields choice) {
    choice.allowOnly(RULE_FIELDS);
    choice.require("Condition", "Next");
    String next = choice.text("Next");
    boolean literal = choice.get("Condition") instanceof Boolean;
    boolean expression =
        choice.get("Condition") instanceof String text && Expression.isExpression(text);
    if (choice.has("Condition") && !literal && !expression) {
      choice.problem("Condition", "Expected a JSONata expression or a Boolean");
    }
    Template condition = choice.template("Condition");
    if (condition != null && next != null) {
      rules.add(new Rule(condition, choice.assignment(), choice.template("Output"), next));
    }
  }

  @Override
  void run(Visit visit) throws StateFailedException {
    View view = View.of(visit);
    for (Rule rule : rules) {
      Object answer = rule.condition().evaluate(view);
      if (!(answer instanceof Boolean holds)) {
        throw rule.condition().wrongType("boolean", answer);
      }
      if (holds) {
        visit.leave(view, rule.output(), rule.assign(), visit.input, rule.next());
        return;
      }
    }
    if (defaultNext == null) {
      throw new StateFailedException(
          Failure.NO_CHOICE_MATCHED,
          "Failed to transition out of the state. No choice matched and there is no Default.");
    }
    visit.leave(view, output, assign, visit.input, defaultNext);
  }

  @Override
  Set<String> targets() {
    Set<String> targets = super.targets();
    rules.forEach(rule -> targets.add(rule.next()));
    if (defaultNext != null) {
      targets.add(defaultNext);
    }
    return targets;
  }

  @Override
  Set<String> assigned() {
    Set<String> names = super.assigned();
    rules.forEach(rule -> names.addAll(rule.assign().names()));
    return names;
  }
}
