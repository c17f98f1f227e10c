package io.github.issuetagger.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Compares the words of two texts, with plurals and singulars as the same word. */
public final class WordOverlap {
  private static final Set<String> EMPTY_WORDS =
      Set.of(
          "a", "an", "and", "are", "be", "for", "in", "is", "issue", "of", "on", "or", "related",
          "that", "the", "this", "to", "with");

  private WordOverlap() {}

  /** Returns the words of a text without common words. */
  public static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c) || c == '+' || c == '#') {
        word.append(c);
      } else if (!word.isEmpty()) {
        add(words, word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
    }
    return words;
  }

  private static void add(Set<String> words, String word) {
    if (!EMPTY_WORDS.contains(word)) {
      words.add(
          word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
    }
  }

  /** Returns the share, 0–1, of the wanted words that are in the text; 0 if none are wanted. */
  public static double share(Set<String> wanted, Set<String> text) {
    return wanted.isEmpty()
        ? 0
        : (double) wanted.stream().filter(text::contains).count() / wanted.size();
  }
}
