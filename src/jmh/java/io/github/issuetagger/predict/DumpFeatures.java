package io.github.issuetagger.predict;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.batch.BatchLine;
import io.github.issuetagger.batch.IssueFile;
import io.github.issuetagger.batch.LabelFile;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.model.BundleLoader;
import io.github.issuetagger.model.TextEncoder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the similarity rung's features of each issue and label as JSON lines, for {@code
 * model-export fit-similarity} to fit its weights on.
 *
 * <p>Arguments: labels file, issues file, cache folder, threads.
 */
public final class DumpFeatures {
  private DumpFeatures() {}

  public static void main(String[] args) {
    LabelCatalog catalog = LabelFile.read(Path.of(args[0]));
    Path cache = Path.of(args[2]);
    ModelConfig config =
        new ModelConfig(Optional.empty(), cache, Integer.parseInt(args[3]), 4096, ModelConfig.Device.CPU);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    ObjectMapper json = new ObjectMapper();
    try (TextEncoder encoder =
            TextEncoder.open(new BundleLoader(cache).classpath("/bundles/encoder"), config);
        IssueFile issues = IssueFile.open(Path.of(args[1]))) {
      SimilarityFeatures features = new SimilarityFeatures(encoder);
      for (Optional<BatchLine> line = issues.next(); line.isPresent(); line = issues.next()) {
        Reading issue = Reading.of(line.get().issue().orElseThrow().text());
        out.println(
            json.valueToTree(
                Map.of("line", line.get().number(), "rows", features.of(issue, catalog))));
      }
    }
    out.flush();
  }
}
