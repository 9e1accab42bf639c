package dev.vitrine.local.model;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One of the 1000 things that the picture model can name, in the words of WordNet 3.0.
 *
 * @param i its index in the model's output
 * @param wnid its synset, such as {@code n03063599}
 * @param name its usual short name
 * @param lemmas the synset's words, at least one
 * @param gloss the synset's definition, up to the first semicolon
 * @param hypernyms what it is a kind of, nearest first, without the most general ones
 */
record ImageNetClass(
    int i, String wnid, String name, List<String> lemmas, String gloss, List<Hypernym> hypernyms) {

  /**
   * @param d steps up from the class, from 1
   * @param lemmas the synset's words, at least one
   */
  record Hypernym(int d, List<String> lemmas) {
    Hypernym {
      lemmas = List.copyOf(lemmas);
    }
  }

  ImageNetClass {
    lemmas = List.copyOf(lemmas);
    hypernyms = List.copyOf(hypernyms);
  }

  /** The 1000 classes in the order of the model's output. */
  static List<ImageNetClass> all() {
    try (InputStream json = OnnxRuntime.resource("/models/imagenet-classes.json")) {
      return List.copyOf(
          ModelAnswer.JSON.readValue(json, new TypeReference<ArrayList<ImageNetClass>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list of classes", e);
    }
  }

  /** The words for the class itself, lower case. */
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    lemmas.forEach(lemma -> names.add(lemma.toLowerCase(Locale.ROOT)));
    names.add(name.toLowerCase(Locale.ROOT));
    return names;
  }

  /** What the class is, as a dictionary says it. */
  String definition() {
    return name + ": " + gloss;
  }

  /**
   * The class among its relations: its words, then the first word of the three nearest hypernyms.
   */
  String context() {
    var words = new ArrayList<>(lemmas);
    hypernyms.stream().limit(3).forEach(hypernym -> words.add(hypernym.lemmas().get(0)));
    return String.join(", ", words);
  }
}
