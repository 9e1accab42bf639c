package dev.vitrine.vocabulary;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Vitrine looks for on a picture: a versioned set of labels in departments.
 *
 * @param name e.g. {@code retail}
 * @param version changes whenever anything else does
 * @param templates sentences a label is put into before it is embedded, {@code {}} in its place
 * @param departments the labels, grouped
 * @param thresholds how sure each known model must be; a model that is not listed claims nothing
 */
@RegisterForReflection
public record Vocabulary(
    String name,
    String version,
    List<String> templates,
    List<Department> departments,
    List<Thresholds> thresholds) {

  public Vocabulary {
    templates = List.copyOf(templates);
    departments = List.copyOf(departments);
    thresholds = List.copyOf(thresholds);
    Set<String> seen = new HashSet<>();
    for (Department department : departments) {
      for (String label : department.labels()) {
        if (!seen.add(label)) {
          throw new IllegalArgumentException("label is listed twice: " + label);
        }
      }
    }
  }

  /**
   * Labels that belong together.
   *
   * @param name value of the attribute {@code category}
   * @param labels lower case, unique in the vocabulary
   */
  public record Department(String name, List<String> labels) {
    public Department {
      labels = List.copyOf(labels);
    }
  }

  /**
   * How sure one model must be.
   *
   * @param model as the endpoint names it
   * @param accept score from which a label is a tag
   * @param suggest score from which it is a suggestion
   */
  public record Thresholds(String model, double accept, double suggest) {
    public Thresholds {
      if (!(0 < suggest && suggest <= accept && accept <= 1)) {
        throw new IllegalArgumentException(
            "need 0 < suggest <= accept <= 1, not " + suggest + " and " + accept);
      }
    }
  }

  /** {@return {@code name@version}, as evidence quotes it} */
  public String id() {
    return name + "@" + version;
  }

  /** {@return all labels, department after department} */
  public LabelSet labelSet() {
    return new LabelSet(departments.stream().flatMap(d -> d.labels().stream()).toList(), templates);
  }

  /** {@return the department a label is in; empty for a label of somebody else's} */
  public Optional<String> departmentOf(String label) {
    return departments.stream()
        .filter(d -> d.labels().contains(label))
        .map(Department::name)
        .findFirst();
  }

  /** {@return empty for a model whose scores nobody has calibrated against this vocabulary} */
  public Optional<Thresholds> thresholdsOf(String model) {
    return thresholds.stream().filter(t -> t.model().equals(model)).findFirst();
  }
}
