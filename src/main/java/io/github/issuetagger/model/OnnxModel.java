package io.github.issuetagger.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.issuetagger.config.ModelConfig;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A BERT-like ONNX model: rows of tokens in, the wanted outputs out. One session is shared by all
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
  private final List<WantedOutput> outputs;
  private final String bundle;

  /**
   * One output for a batch.
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

    /** The numbers of one row. */
    float[] row(int row) {
      return Arrays.copyOfRange(values, row * rowSize(), (row + 1) * rowSize());
    }
  }

  private OnnxModel(
      OrtEnvironment environment, OrtSession session, List<WantedOutput> outputs, String bundle) {
    this.environment = environment;
    this.session = session;
    this.inputs = session.getInputNames();
    this.outputs = outputs;
    this.bundle = bundle;
  }

  /**
   * Opens a bundle's model.
   *
   * @param wanted the outputs to read
   * @throws BundleException when ONNX Runtime refuses it or it is not shaped as expected
   */
  static OnnxModel open(LoadedBundle loaded, ModelConfig config, List<WantedOutput> wanted) {
    String id = loaded.bundle().id();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = options(config)) {
      // The builds for Windows report to Microsoft unless they are told not to.
      environment.setTelemetry(false);
      OrtSession session = environment.createSession(loaded.model().toString(), options);
      try {
        checkInputs(session, id);
        Map<String, NodeInfo> found = session.getOutputInfo();
        List<WantedOutput> outputs = wanted.stream().map(output -> output.in(found, id)).toList();
        return new OnnxModel(environment, session, outputs, id);
      } catch (BundleException | OrtException e) {
        session.close();
        throw e;
      }
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
    if (!Processor.hasVnni(Processor.LINUX)) {
      // Without VNNI the fast products of int8 overflow in silence. With it the slow ones gain
      // nothing.
      options.addConfigEntry("session.x64quantprecision", "1");
    }
    Devices.choose(options, config.device());
    return options;
  }

  private static void checkInputs(OrtSession session, String id) {
    Set<String> names = session.getInputNames();
    if (!names.contains(IDS) || !KNOWN_INPUTS.containsAll(names)) {
      throw new BundleException(
          "bundle %s: model.onnx takes %s; expected input_ids, and at most attention_mask and token_type_ids besides"
              .formatted(id, names));
    }
  }

  /** Runs one batch, padded to its longest row; the wanted outputs, in the order asked for. */
  List<Output> run(List<TokenRow> rows) {
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

  private List<Output> run(Map<String, OnnxTensor> feeds) throws OrtException {
    Set<String> names = outputs.stream().map(WantedOutput::name).collect(Collectors.toSet());
    try (OrtSession.Result result = session.run(feeds, names)) {
      List<Output> read = new ArrayList<>();
      for (WantedOutput output : outputs) {
        OnnxTensor tensor = (OnnxTensor) result.get(output.name()).orElseThrow();
        long[] shape = tensor.getInfo().getShape();
        output.check(shape, bundle);
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        read.add(new Output(values, shape));
      }
      return read;
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
