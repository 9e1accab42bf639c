package dev.vitrine.local.model;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** When two spellings count as the same words: T-shirt, t shirt, T-shirts, tshirt. */
final class WordForms {
  private WordForms() {}

  /**
   * The spellings that count as one with the text's.
   *
   * @return the text in lower case with hyphens as spaces and without apostrophes; the same without
   *     spaces; and both in the singular. Two texts that share a form are the same word.
   */
  static Set<String> of(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replace('-', ' ').replaceAll("['\u2019]", "");
    var forms = new LinkedHashSet<String>();
    for (String form : new String[] {plain, plain.replace(" ", "")}) {
      forms.add(form);
      if (form.endsWith("ies")) {
        forms.add(form.substring(0, form.length() - 3) + "y");
      }
      if (form.endsWith("es")) {
        forms.add(form.substring(0, form.length() - 2));
      }
      if (form.endsWith("s") && !form.endsWith("ss")) {
        forms.add(form.substring(0, form.length() - 1));
      }
    }
    return forms;
  }
}
