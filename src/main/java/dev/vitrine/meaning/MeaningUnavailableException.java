package dev.vitrine.meaning;

/** This installation keeps no index of embeddings. */
public class MeaningUnavailableException extends RuntimeException {
  public MeaningUnavailableException() {
    super("this installation keeps no index of embeddings");
  }
}
