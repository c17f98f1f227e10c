package io.github.issuetagger.cli;

import io.github.issuetagger.batch.BatchIssue;
import io.github.issuetagger.batch.BatchLine;
import io.github.issuetagger.batch.IssueFile;
import io.github.issuetagger.batch.PredictionFile;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.predict.Predictors;
import java.io.PrintStream;
import java.util.Optional;

/** Predicts one line after the other, so a file of any size needs the memory of one issue. */
final class PredictRun {
  private final Predictors predictors;
  private final LabelCatalog catalog;
  private final Objective objective;
  private final PrintStream err;
  private final PredictProgress progress;

  PredictRun(
      Predictors predictors,
      LabelCatalog catalog,
      Objective objective,
      PrintStream err,
      PredictProgress progress) {
    this.predictors = predictors;
    this.catalog = catalog;
    this.objective = objective;
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
      output.add(
          issue.get(),
          predictors.predictor().predict(issue.get().text(), catalog),
          scored -> objective.threshold(scored, predictors));
      progress.step();
    }
    if (skipped > 0) {
      err.println(skipped + (skipped == 1 ? " line" : " lines") + " skipped");
    }
    return skipped == 0;
  }
}
