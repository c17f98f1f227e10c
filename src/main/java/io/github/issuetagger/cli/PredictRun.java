package io.github.issuetagger.cli;

import io.github.issuetagger.batch.BatchIssue;
import io.github.issuetagger.batch.BatchLine;
import io.github.issuetagger.batch.IssueFile;
import io.github.issuetagger.batch.PredictionFile;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.predict.Predictor;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Predicts one line after the other, so a file of any size needs the memory of one issue. */
final class PredictRun {
  private final Predictor predictor;
  private final LabelCatalog catalog;
  private final ToDoubleFunction<ScoredLabel> thresholds;
  private final PrintStream err;
  private final PredictProgress progress;

  PredictRun(
      Predictor predictor,
      LabelCatalog catalog,
      ToDoubleFunction<ScoredLabel> thresholds,
      PrintStream err,
      PredictProgress progress) {
    this.predictor = predictor;
    this.catalog = catalog;
    this.thresholds = thresholds;
    this.err = err;
    this.progress = progress;
  }

  /** Predicts all issues; false when a line had to be skipped. */
  boolean over(IssueFile input, PredictionFile output) {
    long skipped = 0;
    for (Optional<BatchLine> next = input.next(); next.isPresent(); next = input.next()) {
      BatchLine line = next.get();
      Optional<BatchIssue> issue = line.issue();
      if (issue.isEmpty()) {
        skipped++;
        err.println("line " + line.number() + " skipped: " + line.problem());
        continue;
      }
      output.add(issue.get(), predictor.predict(issue.get().text(), catalog), thresholds);
      progress.step();
    }
    if (skipped > 0) {
      err.println(skipped + (skipped == 1 ? " line" : " lines") + " skipped");
    }
    return skipped == 0;
  }
}
