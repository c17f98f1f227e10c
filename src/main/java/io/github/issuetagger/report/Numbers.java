package io.github.issuetagger.report;

import io.github.issuetagger.learn.HistoryIssue;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** How reports write numbers and name issues. */
final class Numbers {
  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}");

  private Numbers() {}

  /** Three places: more are noise. */
  static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String share(OptionalDouble value) {
    return value.isPresent() ? share(value.getAsDouble()) : "–";
  }

  /** Where the issue is on GitHub; empty when the file does not tell. */
  static String link(HistoryIssue issue) {
    return issue.number().isPresent() && REPOSITORY.matcher(issue.repo()).matches()
        ? "https://github.com/" + issue.repo() + "/issues/" + issue.number().get()
        : "";
  }

  static String name(HistoryIssue issue) {
    return issue.number().map(number -> "#" + number).orElse("an issue without a number");
  }
}
