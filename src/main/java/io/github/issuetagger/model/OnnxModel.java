package io.github.issuetagger.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.Bundle;
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
 * A BERT-like ONNX model, which computes the requested outputs from rows of tokens. All threads
 * share one session, which ONNX Runtime allows.
 */
final class OnnxModel implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Set<GraphInput> inputs;
  private final List<GraphOutput> outputs;
  private final Bundle bundle;
  private final int maxBatchTokens;
  private final LongAdder inferences = new LongAdder();

  /**
   * One output of the graph for a batch.
   *
   * @param values all values, row by row
   * @param shape the tensor's shape; the first dimension is the number of rows
   */
  // Created once by run and read once by the caller.
  @SuppressWarnings("ArrayRecordComponent")
  record Output(float[] values, long[] shape) {
    /** Returns the number of values in each row. */
    int rowSize() {
      return values.length / (int) shape[0];
    }

    /** Returns the values of one row. */
    float[] row(int row) {
      return Arrays.copyOfRange(values, row * rowSize(), (row + 1) * rowSize());
    }
  }

  private OnnxModel(
      OrtEnvironment environment,
      OrtSession session,
      Set<GraphInput> inputs,
      List<GraphOutput> outputs,
      Bundle bundle,
      int maxBatchTokens) {
    this.environment = environment;
    this.session = session;
    this.inputs = inputs;
    this.outputs = outputs;
    this.bundle = bundle;
    this.maxBatchTokens = maxBatchTokens;
  }

  /** Reads the outputs for one row. */
  interface RowReader {
    /**
     * Reads one row.
     *
     * @param row the row's index among all rows
     * @param outputs the outputs of the row's batch, in the requested order
     * @param position the row's index in the batch
     */
    void read(int row, List<Output> outputs, int position);
  }

  /**
   * Opens a bundle's model.
   *
   * @param requested the outputs to read
   * @throws BundleException if ONNX Runtime cannot load the model, or its inputs or outputs are not
   *     as expected
   */
  static OnnxModel open(LoadedBundle loaded, ModelConfig config, List<GraphOutput> requested) {
    Bundle bundle = loaded.bundle();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = OnnxSessionOptions.create(config)) {
      // The builds for Windows send telemetry to Microsoft unless it is turned off.
      environment.setTelemetry(false);
      OrtSession session = environment.createSession(loaded.model().toString(), options);
      try {
        Set<GraphInput> inputs = GraphInput.declared(session.getInputNames(), bundle);
        Map<String, NodeInfo> found = session.getOutputInfo();
        List<GraphOutput> outputs =
            requested.stream().map(output -> output.resolve(found, bundle.id())).toList();
        return new OnnxModel(
            environment, session, inputs, outputs, bundle, config.maxBatchTokens());
      } catch (BundleException | OrtException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new BundleException(
          "bundle " + bundle.id() + ": ONNX Runtime cannot load model.onnx: " + e.getMessage(), e);
    }
  }

  /** Runs the model on all rows, in batches of bounded size, and reads each row's outputs. */
  void runInBatches(List<ModelInput> rows, RowReader reader) {
    int[] lengths = rows.stream().mapToInt(ModelInput::length).toArray();
    for (List<Integer> batch : InferenceBatches.plan(lengths, maxBatchTokens, bundle.maxRows())) {
      List<Output> outputs = run(batch.stream().map(rows::get).toList());
      for (int i = 0; i < batch.size(); i++) {
        reader.read(batch.get(i), outputs, i);
      }
    }
  }

  /**
   * Runs one batch, padded to its longest row. Returns the requested outputs in the requested
   * order.
   */
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
      List<Output> found = new ArrayList<>();
      for (GraphOutput output : outputs) {
        OnnxTensor tensor = (OnnxTensor) result.get(output.name()).orElseThrow();
        long[] shape = tensor.getInfo().getShape();
        output.check(shape, bundle.id());
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        found.add(new Output(values, shape));
      }
      return found;
    }
  }

  private OnnxTensor tensor(long[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  /** Returns the number of batches that were run since the model was opened. */
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
