package io.github.issuetagger.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * A BERT-like ONNX model: rows of tokens in, the wanted outputs out. One session is shared by all
 * threads; ONNX Runtime allows that.
 */
final class OnnxModel implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Set<GraphInput> inputs;
  private final List<GraphOutput> outputs;
  private final String bundle;
  private final LongAdder inferences = new LongAdder();

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
      OrtEnvironment environment,
      OrtSession session,
      Set<GraphInput> inputs,
      List<GraphOutput> outputs,
      String bundle) {
    this.environment = environment;
    this.session = session;
    this.inputs = inputs;
    this.outputs = outputs;
    this.bundle = bundle;
  }

  /**
   * Opens a bundle's model.
   *
   * @param wanted the outputs to read
   * @throws BundleException when ONNX Runtime refuses it or it is not shaped as expected
   */
  static OnnxModel open(LoadedBundle loaded, ModelConfig config, List<GraphOutput> wanted) {
    String id = loaded.bundle().id();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = options(config)) {
      // The builds for Windows report to Microsoft unless they are told not to.
      environment.setTelemetry(false);
      OrtSession session = environment.createSession(loaded.model().toString(), options);
      try {
        Set<GraphInput> inputs = GraphInput.declared(session.getInputNames(), loaded.bundle());
        Map<String, NodeInfo> found = session.getOutputInfo();
        List<GraphOutput> outputs = wanted.stream().map(output -> output.in(found, id)).toList();
        return new OnnxModel(environment, session, inputs, outputs, id);
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
    if (!CpuFeatures.hasVnni(CpuFeatures.LINUX)) {
      // Without VNNI the fast products of int8 overflow in silence. With it the slow ones gain
      // nothing.
      options.addConfigEntry("session.x64quantprecision", "1");
    }
    Devices.choose(options, config.device());
    return options;
  }

  /** Runs one batch, padded to its longest row; the wanted outputs, in the order asked for. */
  List<Output> run(List<ModelInput> rows) {
    int length = rows.stream().mapToInt(ModelInput::length).max().orElseThrow();
    Map<String, OnnxTensor> feeds = new HashMap<>();
    try {
      for (GraphInput input : inputs) {
        feeds.put(input.id(), tensor(input.batch(rows, length), rows.size(), length));
      }
      return run(feeds);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "inference failed on %d × %d tokens".formatted(rows.size(), length), e);
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private List<Output> run(Map<String, OnnxTensor> feeds) throws OrtException {
    inferences.increment();
    Set<String> names = outputs.stream().map(GraphOutput::name).collect(Collectors.toSet());
    try (OrtSession.Result result = session.run(feeds, names)) {
      List<Output> read = new ArrayList<>();
      for (GraphOutput output : outputs) {
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

  private OnnxTensor tensor(long[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  /** How many inferences were run since this was opened. */
  long inferences() {
    return inferences.sum();
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
