package io.github.issuetagger.batch;

import io.github.issuetagger.domain.LabeledIssue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads labeled issues from a file in the format of {@link IssueFile}. */
public final class HistoryFile {
  /**
   * The content of a file.
   *
   * @param issues the issues in the file's order
   * @param bad the lines that are not issues
   */
  public record Content(List<LabeledIssue> issues, List<BatchLine> bad) {
    public Content {
      issues = List.copyOf(issues);
      bad = List.copyOf(bad);
    }
  }

  private HistoryFile() {}

  /**
   * Reads a whole file.
   *
   * @throws InputException if it cannot be read
   */
  public static Content read(Path file) {
    List<LabeledIssue> issues = new ArrayList<>();
    List<BatchLine> bad = new ArrayList<>();
    try (IssueFile input = IssueFile.open(file)) {
      for (Optional<BatchLine> next = input.next(); next.isPresent(); next = input.next()) {
        BatchLine line = next.get();
        line.issue().ifPresentOrElse(issues::add, () -> bad.add(line));
      }
    }
    return new Content(issues, bad);
  }
}
