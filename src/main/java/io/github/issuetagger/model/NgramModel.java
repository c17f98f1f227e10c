package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.BundleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A linear classifier over a text's words and word pairs, weighted by TF-IDF.
 *
 * <p>Tokens are the longest runs of {@code a–z}, {@code 0–9} and {@code _} in the lower-cased text,
 * of at least two characters. Terms are tokens, and pairs of neighboring tokens with a space
 * between them. A known term that occurs n times counts {@code (1 + ln n) · idf}, and a text's
 * counts are scaled to length 1. scikit-learn's {@code TfidfVectorizer} computes the same with
 * {@code sublinear_tf}, {@code ngram_range=(1, 2)} and {@code token_pattern="[a-z0-9_]{2,}"}.
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
   * @param idf the term's inverse document frequency
   * @param weights one weight per label
   */
  // Created once by the reader and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Term(double idf, float[] weights) {}

  private NgramModel(Map<String, Term> terms, double[] intercepts) {
    this.terms = Map.copyOf(terms);
    this.intercepts = intercepts;
    this.longestTerm = terms.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * Reads a model from a file in UTF-8 with tab-separated columns. Each line has a term, its
   * inverse document frequency and its weight for each label. The first line's term is {@code
   * #intercept}, its weights are the labels' intercepts, and its frequency is ignored.
   *
   * @param labels the number of labels
   * @throws BundleException if a line is invalid; the message names the line
   */
  static NgramModel read(Path file, int labels) {
    return new Reader(file, labels).read();
  }

  /**
   * Returns the logit of each label. A text without any known term gets the intercepts. The time
   * depends on the text's length only.
   */
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

  /** Counts the known terms, in the order of their first occurrences. */
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
        // No term contains this token, so neither the token nor a pair with it can be known.
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

  /** Reads one file and counts its lines. */
  private static final class Reader {
    private static final String INTERCEPT = "#intercept";
    private static final String SEPARATOR = "\t";

    private final Path file;
    private final int labels;
    private long line;

    private Reader(Path file, int labels) {
      this.file = file;
      this.labels = labels;
    }

    private NgramModel read() {
      Map<String, Term> terms = new HashMap<>();
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        double[] intercepts = intercepts(reader.readLine());
        for (String row = reader.readLine(); row != null; row = reader.readLine()) {
          String[] columns = columns(row);
          Term term = new Term(number(columns[1]), weights(columns));
          if (terms.put(columns[0], term) != null) {
            throw invalid("repeats the term '" + columns[0] + "'");
          }
        }
        return new NgramModel(terms, intercepts);
      } catch (CharacterCodingException e) {
        throw new BundleException(file.getFileName() + " is not UTF-8", e);
      } catch (IOException e) {
        throw new BundleException("cannot read " + file, e);
      }
    }

    private double[] intercepts(@Nullable String first) {
      if (first == null || !first.startsWith(INTERCEPT + SEPARATOR)) {
        line = 1;
        throw invalid("must start with " + INTERCEPT);
      }
      String[] columns = columns(first);
      double[] intercepts = new double[labels];
      for (int label = 0; label < labels; label++) {
        intercepts[label] = number(columns[label + 2]);
      }
      return intercepts;
    }

    private String[] columns(String row) {
      line++;
      String[] columns = row.split(SEPARATOR, -1);
      if (columns.length != labels + 2) {
        throw invalid("has %d columns instead of %d".formatted(columns.length, labels + 2));
      }
      return columns;
    }

    private float[] weights(String[] columns) {
      float[] weights = new float[labels];
      for (int label = 0; label < labels; label++) {
        weights[label] = (float) number(columns[label + 2]);
      }
      return weights;
    }

    private double number(String text) {
      try {
        double value = Double.parseDouble(text);
        // Weights are stored as float, so the value must also be finite as a float.
        if (Float.isFinite((float) value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Reported below, like a number that is not finite.
      }
      throw invalid("'" + text + "' is not a number");
    }

    private BundleException invalid(String problem) {
      return new BundleException("%s, line %d: %s".formatted(file.getFileName(), line, problem));
    }
  }
}
