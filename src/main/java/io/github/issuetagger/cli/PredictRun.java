package io.github.issuetagger.cli;

import io.github.issuetagger.batch.BatchLine;
import io.github.issuetagger.batch.IssueFile;
import io.github.issuetagger.batch.PredictionFile;
import io.github.issuetagger.cli.ThresholdObjective.ThresholdedPredictor;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;

/** Predicts labels one line at a time, so a file of any size needs the memory of one issue. */
final class PredictRun {
  private final Function<String, ThresholdedPredictor> scorers;
  private final LabelCatalog catalog;
  private final PrintStream err;
  private final PredictProgress progress;

  /**
   * @param scorers returns the predictor for a repository's name
   */
  PredictRun(
      Function<String, ThresholdedPredictor> scorers,
      LabelCatalog catalog,
      PrintStream err,
      PredictProgress progress) {
    this.scorers = scorers;
    this.catalog = catalog;
    this.err = err;
    this.progress = progress;
  }

  /** Predicts labels for every issue. Returns false if any input line was skipped. */
  boolean predictAll(IssueFile input, PredictionFile output) {
    long skipped = 0;
    for (Optional<BatchLine> next = input.next(); next.isPresent(); next = input.next()) {
      BatchLine line = next.get();
      Optional<LabeledIssue> issue = line.issue();
      if (issue.isEmpty()) {
        skipped++;
        err.println("line " + line.number() + " skipped: " + line.problem());
        continue;
      }
      ThresholdedPredictor scorer = scorers.apply(issue.get().repo());
      output.add(issue.get(), scorer.predict(issue.get().text(), catalog), scorer.thresholds());
      progress.step();
    }
    if (skipped > 0) {
      err.println(skipped + (skipped == 1 ? " line" : " lines") + " skipped");
    }
    return skipped == 0;
  }
}
