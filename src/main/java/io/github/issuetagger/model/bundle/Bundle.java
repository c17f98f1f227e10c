package io.github.issuetagger.model.bundle;

import io.github.issuetagger.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contents of a model's {@code bundle.json}.
 *
 * @param format the version of the file's format
 * @param name the bundle's name
 * @param version the bundle's version
 * @param task what the model computes
 * @param maxLength the maximum length of an input in tokens; longer inputs are cut
 * @param pooling how an encoder pools token vectors
 * @param maxRows the maximum number of texts in one inference. It is 1 for a dynamically quantized
 *     model, whose activations are scaled over the whole batch, so that a text's result would
 *     depend on the other texts
 * @param normalize whether embeddings are scaled to length 1
 * @param outputs how the model's outputs become scores
 * @param base the model that this one was trained from
 * @param trainingData the data that the model was trained or fitted on
 * @param trainedUntil when the newest issue was opened that the model was trained or tuned on;
 *     empty if unknown
 * @param trainedRepositories the repositories whose labels the model was trained on; empty if
 *     unknown
 * @param metrics measured metrics by name
 * @param files the SHA-256 of each file in lower-case hex, by file name
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
  /** The newest format that this version reads. */
  public static final int FORMAT = 1;

  private static final int FINGERPRINT_DIGITS = 32;

  public static final String MODEL_FILE = "model.onnx";
  static final String TOKENIZER_FILE = "tokenizer.json";

  /**
   * The model that a bundle was trained from.
   *
   * @param model the model's public name
   * @param license the model's license, as an SPDX identifier if there is one
   */
  public record BaseModel(String model, String license) {}

  /** How an encoder pools a text's token vectors into one. */
  public enum Pooling {
    /** The vector of the first token. */
    CLS("cls"),
    /** The mean of all tokens' vectors. */
    MEAN("mean");

    private final String id;

    Pooling(String id) {
      this.id = id;
    }

    /** Returns the name that {@code bundle.json} uses. */
    public String id() {
      return id;
    }

    static Optional<Pooling> of(String id) {
      return Arrays.stream(values()).filter(pooling -> pooling.id.equals(id)).findFirst();
    }
  }

  public Bundle {
    trainingData = List.copyOf(trainingData);
    trainedRepositories = List.copyOf(trainedRepositories);
    metrics = Map.copyOf(metrics);
    files = Map.copyOf(files);
  }

  /** Returns the name and version that people see. */
  public String id() {
    return name + " " + version;
  }

  /**
   * Returns a hash of everything that a multi-label model's scores depend on. Bundles whose scores
   * differ have different fingerprints, even if their names are equal. Fingerprints are stored, so
   * the names of the hashed records and of their components must stay.
   */
  public String fingerprint() {
    String content =
        String.join(
            "\n",
            id(),
            Integer.toString(maxLength),
            outputs.labels().toString(),
            outputs.ngrams().toString(),
            new TreeMap<>(files).toString());
    return Sha256.of(content.getBytes(StandardCharsets.UTF_8)).substring(0, FINGERPRINT_DIGITS);
  }
}
