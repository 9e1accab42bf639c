package dev.vitrine.stepfunctions.language;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * StartAt and States: the machine itself, a branch of a Parallel state or the processor of a Map.
 *
 * @see <a href="https://states-language.net/#toplevelfields">Top-level fields</a>
 */
final class Workflow {

  static final Workflow EMPTY = new Workflow("", Map.of());

  /** Reads the workflow in an object that has StartAt and States. */
  interface Reader {
    Workflow read(Fields fields);
  }

  private final String startAt;
  private final Map<String, State> states;

  private Workflow(String startAt, Map<String, State> states) {
    this.startAt = startAt;
    this.states = states;
  }

  String startAt() {
    return startAt;
  }

  State state(String name) {
    State state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("no state " + name);
    }
    return state;
  }

  static Workflow read(Fields fields, StateReader reader) {
    fields.require("States", "StartAt");
    Map<String, State> states = new LinkedHashMap<>();
    Map<String, Fields> members = fields.members("States");
    members.forEach(
        (name, member) -> {
          State state = reader.read(name, member);
          if (state != null) {
            states.put(name, state);
          }
        });
    String startAt = fields.text("StartAt");
    if (startAt != null && fields.has("States") && !members.containsKey(startAt)) {
      fields.problem("StartAt", "Missing 'StartAt' target: " + startAt);
    }
    Workflow workflow = new Workflow(startAt == null ? "" : startAt, states);
    if (startAt != null && states.size() == members.size()) {
      workflow.checkTransitions(members);
    }
    return workflow;
  }

  private void checkTransitions(Map<String, Fields> members) {
    for (State state : states.values()) {
      for (String target : state.targets()) {
        if (!states.containsKey(target)) {
          fieldsOf(members, state.name).problem("Next", "Missing 'Next' target: " + target);
        }
      }
    }
    Set<String> reached = reachableFrom(Set.of(startAt));
    for (String name : states.keySet()) {
      if (!reached.contains(name)) {
        fieldsOf(members, name).problem("State \"" + name + "\" is not reachable.");
      }
    }
  }

  private static Fields fieldsOf(Map<String, Fields> members, String name) {
    Fields fields = members.get(name);
    if (fields == null) {
      throw new IllegalStateException(name);
    }
    return fields;
  }

  private Set<String> reachableFrom(Set<String> names) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      State state = states.get(open.pop());
      if (state != null && reached.add(state.name)) {
        open.addAll(state.targets());
      }
    }
    return reached;
  }

  /**
   * Variables of the workflows around it may be read inside, not assigned. What the Parallel or Map
   * state itself assigns does not count: that happens when the variables inside are gone.
   *
   * @return the first name that is assigned outside and then inside; null when there is none
   */
  @Nullable String assignedTwice(Set<String> outer) {
    for (State state : states.values()) {
      for (String name : state.assigned()) {
        if (outer.contains(name)) {
          return name;
        }
      }
    }
    for (State container : states.values()) {
      for (Workflow inner : container.inner()) {
        String name = inner.assignedTwice(visibleIn(container, outer));
        if (name != null) {
          return name;
        }
      }
    }
    return null;
  }

  private Set<String> visibleIn(State container, Set<String> outer) {
    Set<String> visible = new HashSet<>(outer);
    for (State before : states.values()) {
      if (before != container && reachableFrom(before.targets()).contains(container.name)) {
        visible.addAll(before.assigned());
      }
    }
    return visible;
  }
}
