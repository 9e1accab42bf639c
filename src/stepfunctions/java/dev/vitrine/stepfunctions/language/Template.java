package dev.vitrine.stepfunctions.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON in a definition whose strings may be expressions: Output, Arguments, Items and the like.
 *
 * @see <a href="https://states-language.net/#jsonata-payload">Payload templates with JSONata</a>
 */
abstract class Template {

  private Template() {}

  /**
   * @throws StateFailedException States.QueryEvaluationError, naming the field
   */
  abstract @Nullable Object evaluate(Bindings bindings) throws StateFailedException;

  /** The error of a result that is not what the field needs. */
  abstract StateFailedException wrongType(String expected, @Nullable Object value);

  /**
   * @param field where the value stands in its state; names it in errors
   * @throws com.dashjoin.jsonata.JException when a string in it is not JSONata
   */
  static Template of(@Nullable Object json, String field) {
    if (json instanceof String text && Expression.isExpression(text)) {
      return new Dynamic(Expression.of(text, field));
    }
    if (json instanceof Map<?, ?> object && !isConstant(object)) {
      Map<String, Template> members = new LinkedHashMap<>();
      object.forEach((key, value) -> members.put((String) key, of(value, field + "/" + key)));
      return new MapTemplate(members, field);
    }
    if (json instanceof List<?> array && !isConstant(array)) {
      List<Template> elements = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        elements.add(of(array.get(i), field + "[" + i + "]"));
      }
      return new ListTemplate(elements, field);
    }
    return new Constant(json, field);
  }

  private static boolean isConstant(@Nullable Object json) {
    if (json instanceof Map<?, ?> object) {
      return object.values().stream().allMatch(Template::isConstant);
    }
    if (json instanceof List<?> array) {
      return array.stream().allMatch(Template::isConstant);
    }
    return !(json instanceof String text && Expression.isExpression(text));
  }

  private abstract static class Literal extends Template {
    private final String field;

    Literal(String field) {
      this.field = field;
    }

    @Override
    StateFailedException wrongType(String expected, @Nullable Object value) {
      return StateFailedException.query(
          "The field '%s' has an unexpected type. Expected '%s', but was '%s' for value: %s"
              .formatted(field, expected, Values.typeOf(value), Values.write(value)),
          field);
    }
  }

  private static final class Constant extends Literal {
    private final @Nullable Object value;

    Constant(@Nullable Object value, String field) {
      super(field);
      this.value = value;
    }

    @Override
    @Nullable Object evaluate(Bindings bindings) {
      return value;
    }
  }

  private static final class Dynamic extends Template {
    private final Expression expression;

    Dynamic(Expression expression) {
      this.expression = expression;
    }

    @Override
    @Nullable Object evaluate(Bindings bindings) throws StateFailedException {
      return expression.evaluate(bindings);
    }

    @Override
    StateFailedException wrongType(String expected, @Nullable Object value) {
      return expression.wrongType(expected, value);
    }
  }

  private static final class MapTemplate extends Literal {
    private final Map<String, Template> members;

    MapTemplate(Map<String, Template> members, String field) {
      super(field);
      this.members = members;
    }

    @Override
    Object evaluate(Bindings bindings) throws StateFailedException {
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      for (Map.Entry<String, Template> member : members.entrySet()) {
        result.put(member.getKey(), member.getValue().evaluate(bindings));
      }
      return result;
    }
  }

  private static final class ListTemplate extends Literal {
    private final List<Template> elements;

    ListTemplate(List<Template> elements, String field) {
      super(field);
      this.elements = elements;
    }

    @Override
    Object evaluate(Bindings bindings) throws StateFailedException {
      List<@Nullable Object> result = new ArrayList<>(elements.size());
      for (Template element : elements) {
        result.add(element.evaluate(bindings));
      }
      return result;
    }
  }
}
