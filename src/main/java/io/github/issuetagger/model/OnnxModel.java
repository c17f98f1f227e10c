package io.github.issuetagger.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.github.issuetagger.config.ModelConfig;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A BERT-like ONNX model: rows of tokens in, its first output out. One session is shared by all
 * threads; ONNX Runtime allows that.
 */
final class OnnxModel implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final Set<String> KNOWN_INPUTS = Set.of(IDS, MASK, TYPES);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Set<String> inputs;
  private final String output;

  /**
   * What the model answered for a batch.
   *
   * @param values all numbers, row by row
   * @param shape the tensor's shape; the first dimension counts the rows
   */
  // Made once by run, read once by the caller.
  @SuppressWarnings("ArrayRecordComponent")
  record Output(float[] values, long[] shape) {
    /** How many numbers each row has. */
    int rowSize() {
      return values.length / (int) shape[0];
    }
  }

  private OnnxModel(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
    this.inputs = session.getInputNames();
    this.output = session.getOutputNames().iterator().next();
  }

  /**
   * Opens a bundle's model.
   *
   * @param rank how many dimensions its first output must have
   * @throws BundleException when ONNX Runtime refuses it or it is not shaped as expected
   */
  static OnnxModel open(LoadedBundle loaded, ModelConfig config, int rank) {
    String id = loaded.bundle().id();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = options(config)) {
      // The builds for Windows report to Microsoft unless they are told not to.
      environment.setTelemetry(false);
      OrtSession session = environment.createSession(loaded.model().toString(), options);
      try {
        check(session, id, rank);
      } catch (BundleException | OrtException e) {
        session.close();
        throw e;
      }
      return new OnnxModel(environment, session);
    } catch (OrtException e) {
      throw new BundleException(
          "bundle " + id + ": ONNX Runtime cannot load model.onnx: " + e.getMessage(), e);
    }
  }

  private static SessionOptions options(ModelConfig config) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(config.threads());
    options.setInterOpNumThreads(1);
    // Every issue has another length, so remembered patterns would only pile up.
    options.setMemoryPatternOptimization(false);
    // A server that waits for issues must not burn its processors while it waits.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    Devices.choose(options, config.device());
    return options;
  }

  private static void check(OrtSession session, String id, int rank) throws OrtException {
    Set<String> names = session.getInputNames();
    if (!names.contains(IDS) || !KNOWN_INPUTS.containsAll(names)) {
      throw new BundleException(
          "bundle %s: model.onnx takes %s; expected input_ids, and at most attention_mask and token_type_ids besides"
              .formatted(id, names));
    }
    boolean fits =
        session.getOutputInfo().values().iterator().next().getInfo() instanceof TensorInfo info
            && info.getShape().length == rank;
    if (!fits) {
      throw new BundleException(
          "bundle %s: the first output of model.onnx must be a tensor of %d dimensions"
              .formatted(id, rank));
    }
  }

  /** Runs one batch, padded to its longest row. */
  Output run(List<TokenRow> rows) {
    int length = rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
    long[] ids = new long[rows.size() * length];
    long[] mask = new long[ids.length];
    long[] types = new long[ids.length];
    for (int row = 0; row < rows.size(); row++) {
      TokenRow tokens = rows.get(row);
      System.arraycopy(tokens.ids(), 0, ids, row * length, tokens.length());
      System.arraycopy(tokens.types(), 0, types, row * length, tokens.length());
      Arrays.fill(mask, row * length, row * length + tokens.length(), 1);
    }
    long[] shape = {rows.size(), length};
    try (OnnxTensor idTensor = tensor(ids, shape);
        OnnxTensor maskTensor = tensor(mask, shape);
        OnnxTensor typeTensor = tensor(types, shape)) {
      Map<String, OnnxTensor> feeds = new HashMap<>();
      feeds.put(IDS, idTensor);
      feeds.put(MASK, maskTensor);
      feeds.put(TYPES, typeTensor);
      feeds.keySet().retainAll(inputs);
      return run(feeds);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "inference failed on %d × %d tokens".formatted(rows.size(), length), e);
    }
  }

  private Output run(Map<String, OnnxTensor> feeds) throws OrtException {
    try (OrtSession.Result result = session.run(feeds, Set.of(output))) {
      OnnxTensor tensor = (OnnxTensor) result.get(0);
      FloatBuffer buffer = tensor.getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return new Output(values, tensor.getInfo().getShape());
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("cannot close the model", e);
    }
  }
}
