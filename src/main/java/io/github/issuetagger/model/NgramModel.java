package io.github.issuetagger.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A linear classifier over the words of a text and their pairs, weighted by tf-idf.
 *
 * <p>Tokens are the longest runs of {@code a–z}, {@code 0–9} and {@code _} in the lower-cased text,
 * of two characters or more; terms are tokens, and neighbouring tokens with a space between them. A
 * known term that occurs n times counts {@code (1 + ln n) · idf}; the counts of a text are scaled
 * to length 1. That is what scikit-learn's {@code TfidfVectorizer} computes with {@code
 * sublinear_tf}, {@code ngram_range=(1, 2)} and {@code token_pattern="[a-z0-9_]{2,}"}.
 *
 * <p>Safe for use by many threads.
 */
final class NgramModel {
  private static final int SHORTEST_TOKEN = 2;

  private final Map<String, Term> terms;
  private final double[] intercepts;
  private final int longestTerm;

  /**
   * A term of the vocabulary.
   *
   * @param idf how rare it is
   * @param weights one a label
   */
  // Made once by the reader, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Term(double idf, float[] weights) {}

  /**
   * A model of these terms.
   *
   * @param intercepts the labels' scores for a text without any known term
   */
  NgramModel(Map<String, Term> terms, double[] intercepts) {
    this.terms = Map.copyOf(terms);
    this.intercepts = intercepts.clone();
    this.longestTerm = terms.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /** The logit of each label; the time it takes grows with the text's length alone. */
  double[] logits(String text) {
    double[] logits = new double[intercepts.length];
    double squares = 0;
    for (Map.Entry<Term, Integer> counted : counts(text).entrySet()) {
      Term term = counted.getKey();
      double value = (1 + Math.log(counted.getValue())) * term.idf();
      squares += value * value;
      for (int label = 0; label < logits.length; label++) {
        logits[label] += value * term.weights()[label];
      }
    }
    double length = squares > 0 ? Math.sqrt(squares) : 1;
    for (int label = 0; label < logits.length; label++) {
      logits[label] = logits[label] / length + intercepts[label];
    }
    return logits;
  }

  /** How often each known term occurs, in the order of the first occurrences. */
  private Map<Term, Integer> counts(String text) {
    Map<Term, Integer> counts = new LinkedHashMap<>();
    String lower = text.toLowerCase(Locale.ROOT);
    String previous = "";
    int start = 0;
    for (int i = 0; i <= lower.length(); i++) {
      if (i < lower.length() && isTokenCharacter(lower.charAt(i))) {
        continue;
      }
      int length = i - start;
      if (length > longestTerm) {
        // No term holds it, so it need not be cut out; nor does a pair with it.
        previous = "";
      } else if (length >= SHORTEST_TOKEN) {
        String token = lower.substring(start, i);
        count(token, counts);
        if (!previous.isEmpty()) {
          count(previous + " " + token, counts);
        }
        previous = token;
      }
      start = i + 1;
    }
    return counts;
  }

  private void count(String words, Map<Term, Integer> counts) {
    Term term = terms.get(words);
    if (term != null) {
      counts.merge(term, 1, Integer::sum);
    }
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }
}
