package io.github.issuetagger.model.bundle;

import io.github.issuetagger.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code bundle.json} says about a model.
 *
 * @param format version of the file's format
 * @param name the bundle's name
 * @param version the bundle's own version
 * @param task what the model computes
 * @param maxLength the longest input in tokens; longer ones are cut
 * @param pooling how an encoder's token vectors become one
 * @param maxRows the most texts in one inference; 1 for a dynamically quantized model, whose
 *     activations are scaled over the whole batch, so that a text's result would depend on its
 *     neighbours
 * @param normalize whether an embedding is scaled to length 1
 * @param outputs how what it computes becomes scores
 * @param base the model that this one was made from
 * @param trainingData what it was trained or fitted on
 * @param trainedUntil when the newest issue was opened that it was trained or tuned on; empty where
 *     nobody knows
 * @param trainedRepositories the repositories whose labels it was trained on; empty where nobody
 *     knows
 * @param metrics what was measured, by name
 * @param files SHA-256 in lower-case hex of each file of the bundle
 */
public record Bundle(
    int format,
    String name,
    String version,
    ModelTask task,
    int maxLength,
    Pooling pooling,
    int maxRows,
    boolean normalize,
    OutputSpec outputs,
    BaseModel base,
    List<String> trainingData,
    Optional<Instant> trainedUntil,
    List<TrainedRepository> trainedRepositories,
    Map<String, Double> metrics,
    Map<String, String> files) {
  /** The newest format that this program reads. */
  public static final int FORMAT = 1;

  private static final int FINGERPRINT_DIGITS = 32;

  public static final String MODEL_FILE = "model.onnx";
  static final String TOKENIZER_FILE = "tokenizer.json";

  /**
   * The model that a bundle was made from.
   *
   * @param model its public name
   * @param license its licence, as an SPDX identifier where there is one
   */
  public record BaseModel(String model, String license) {}

  public Bundle {
    trainingData = List.copyOf(trainingData);
    trainedRepositories = List.copyOf(trainedRepositories);
    metrics = Map.copyOf(metrics);
    files = Map.copyOf(files);
  }

  /** Name and version, as people see them. */
  public String id() {
    return name + " " + version;
  }

  /**
   * Tells apart bundles whose scores differ, whatever they are called: a hash of all that the
   * scores of a multi-label model depend on.
   */
  public String fingerprint() {
    String told =
        String.join(
            "\n",
            id(),
            Integer.toString(maxLength),
            outputs.labels().toString(),
            outputs.ngrams().toString(),
            new TreeMap<>(files).toString());
    return Sha256.of(told.getBytes(StandardCharsets.UTF_8)).substring(0, FINGERPRINT_DIGITS);
  }
}
