package io.github.issuetagger.model;

import io.github.issuetagger.model.NgramModel.Term;
import io.github.issuetagger.model.bundle.BundleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an n-gram model: a line a term, of tab-separated columns, in UTF-8. The columns are the
 * term, its idf, and its weight for each label. The first line's term is {@code #intercept}; its
 * idf says nothing, and its weights are the labels' intercepts.
 */
final class NgramFileReader {
  private static final String INTERCEPT = "#intercept";
  private static final String SEPARATOR = "\t";

  private final Path file;
  private final int labels;
  private long line;

  private NgramFileReader(Path file, int labels) {
    this.file = file;
    this.labels = labels;
  }

  /**
   * Reads a file.
   *
   * @param labels how many labels each line must have a weight for
   * @throws BundleException naming the line that is wrong
   */
  static NgramModel read(Path file, int labels) {
    return new NgramFileReader(file, labels).read();
  }

  private NgramModel read() {
    Map<String, Term> terms = new HashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      double[] intercepts = intercepts(reader.readLine());
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        String[] columns = columns(row);
        Term term = new Term(number(columns[1]), weights(columns));
        if (terms.put(columns[0], term) != null) {
          throw wrong("names '" + columns[0] + "' again");
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
      throw wrong("must begin with " + INTERCEPT);
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
      throw wrong("has %d columns, not %d".formatted(columns.length, labels + 2));
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
      // Float, for that is how weights are held.
      if (Float.isFinite((float) value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number that is not finite.
    }
    throw wrong("'" + text + "' is not a number");
  }

  private BundleException wrong(String problem) {
    return new BundleException("%s, line %d: %s".formatted(file.getFileName(), line, problem));
  }
}
