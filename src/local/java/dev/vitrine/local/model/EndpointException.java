package dev.vitrine.local.model;

import java.util.List;

/** A request that an endpoint answers with {@code {"error":{"code","message","label_sets"?}}}. */
public final class EndpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final EndpointError error;
  private final String sentence;
  private final transient List<String> labelSets;

  /**
   * Refuses a request.
   *
   * @param sentence for the caller, without anything of the picture's content
   */
  public EndpointException(EndpointError error, String sentence) {
    this(error, sentence, List.of());
  }

  private EndpointException(EndpointError error, String sentence, List<String> labelSets) {
    super(sentence);
    this.error = error;
    this.sentence = sentence;
    this.labelSets = labelSets;
  }

  /** Refuses a request that names label sets which were never sent. */
  static EndpointException unknown(List<String> labelSets) {
    return new EndpointException(
        EndpointError.LABEL_SET_UNKNOWN,
        "Send the labels of these sets once, as candidate_labels.",
        List.copyOf(labelSets));
  }

  /** {@return the code of the answer} */
  public EndpointError error() {
    return error;
  }

  String sentence() {
    return sentence;
  }

  /** The names of the label sets that are unknown; empty for every other error. */
  List<String> labelSets() {
    return labelSets;
  }
}
