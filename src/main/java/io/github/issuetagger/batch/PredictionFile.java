package io.github.issuetagger.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Writes predictions, one JSON object per line. A file appears only when it is complete. Until
 * {@link #commit} the lines are in a temporary file beside it.
 */
public final class PredictionFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Scores are rounded to six decimal places, because more are noise. */
  private static final double PLACES = 1e6;

  private final Writer writer;
  private final Optional<Path> target;
  private final Optional<Path> temporary;

  private PredictionFile(Writer writer, Optional<Path> target, Optional<Path> temporary) {
    this.writer = writer;
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Starts a file, which keeps its old content until {@link #commit}.
   *
   * @throws InputException if its folder is not writable
   */
  public static PredictionFile create(Path file) {
    Path absolute = file.toAbsolutePath();
    Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    try {
      // Do not use createTempFile, because only the owner can read its files.
      Path temporary =
          folder.resolve(
              "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
      return new PredictionFile(
          Files.newBufferedWriter(temporary), Optional.of(absolute), Optional.of(temporary));
    } catch (IOException e) {
      throw new InputException("cannot write to " + folder, e);
    }
  }

  /** Writes each prediction to a stream at once. */
  public static PredictionFile to(OutputStream stream) {
    return new PredictionFile(
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Writes the prediction for an issue.
   *
   * @param thresholds the score from which a label is listed in {@code labels}
   */
  public void add(
      LabeledIssue issue, Prediction prediction, ToDoubleFunction<ScoredLabel> thresholds) {
    ObjectNode line = JSON.createObjectNode();
    line.put("repo", issue.repo());
    issue
        .number()
        .ifPresentOrElse(number -> line.put("number", number), () -> line.putNull("number"));
    ArrayNode labels = line.putArray("labels");
    for (ScoredLabel scored : prediction.ranked()) {
      if (scored.score() >= thresholds.applyAsDouble(scored)) {
        labels.add(scored.label());
      }
    }
    ObjectNode scores = line.putObject("scores");
    for (ScoredLabel scored : prediction.scores()) {
      scores.put(scored.label(), Math.round(scored.score() * PLACES) / PLACES);
    }
    line.put("scorer", prediction.scorer());
    try {
      writer.write(JSON.writeValueAsString(line));
      writer.write('\n');
      if (target.isEmpty()) {
        writer.flush();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot convert a prediction to JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the predictions", e);
    }
  }

  /** Moves the complete file to its place. */
  public void commit() {
    try {
      if (target.isPresent() && temporary.isPresent()) {
        writer.close();
        Files.move(temporary.get(), target.get(), StandardCopyOption.ATOMIC_MOVE);
      } else {
        writer.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the predictions", e);
    }
  }

  /** Deletes an uncommitted file. Leaves a stream open, because it belongs to the caller. */
  @Override
  public void close() {
    try {
      if (temporary.isPresent()) {
        writer.close();
        Files.deleteIfExists(temporary.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the temporary file", e);
    }
  }
}
