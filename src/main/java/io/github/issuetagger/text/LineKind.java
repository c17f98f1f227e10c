package io.github.issuetagger.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Classifies the lines of an issue, mostly by their first characters. Lines must be stripped. */
final class LineKind {
  private static final int MAX_HEADING = 6;

  /** What forms put where a person wrote nothing. */
  private static final Set<String> EMPTY_ANSWERS = WordList.EMPTY_ANSWER.words();

  private static final List<String> ERROR_MARKS =
      List.of(
          "Error:",
          "Error ",
          "Exception",
          "panicked at",
          "error:",
          "error[",
          "fatal:",
          "Segmentation fault");
  private static final Set<String> LEVELS = WordList.LOG_LEVEL.words();

  private LineKind() {}

  /** Returns whether a line is a heading, a check box, a rule, a table rule or an empty answer. */
  static boolean boilerplate(String line) {
    return heading(line) || checkbox(line) || rule(line) || emptyAnswer(line);
  }

  /** Returns whether a line is {@code ## Heading} or all bold. */
  static boolean heading(String line) {
    int marks = 0;
    while (marks < line.length() && line.charAt(marks) == '#') {
      marks++;
    }
    boolean atx =
        marks >= 1 && marks <= MAX_HEADING && (marks == line.length() || line.charAt(marks) == ' ');
    boolean bold =
        line.length() > 4
            && line.startsWith("**")
            && line.indexOf("**", 2) >= line.length() - 3
            && (line.endsWith("**") || line.endsWith("**:"));
    return atx || bold;
  }

  private static boolean checkbox(String line) {
    return line.length() >= 5
        && "-*+".indexOf(line.charAt(0)) >= 0
        && line.charAt(1) == ' '
        && line.charAt(2) == '['
        && " xX".indexOf(line.charAt(3)) >= 0
        && line.charAt(4) == ']';
  }

  private static boolean rule(String line) {
    for (int i = 0; i < line.length(); i++) {
      if ("-=_*|:+ ".indexOf(line.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean emptyAnswer(String line) {
    return EMPTY_ANSWERS.contains(line.toLowerCase(Locale.ROOT));
  }

  /** Returns whether a line is {@code On … wrote:}, after which mailers quote the old message. */
  static boolean replyHeader(String line) {
    return line.startsWith("On ") && line.endsWith("wrote:");
  }

  /** Returns whether mailers put the whole old message below this line. */
  static boolean originalMessage(String line) {
    return line.startsWith("-----Original Message-----");
  }

  /** Returns whether a line names an error. */
  static boolean error(String line) {
    return ERROR_MARKS.stream().anyMatch(line::contains);
  }

  /** Returns whether a program wrote the line: a log record or a frame of a stack trace. */
  static boolean machine(String line) {
    return frame(line) || log(line);
  }

  private static boolean frame(String line) {
    return (line.startsWith("at ") && (line.endsWith(")") || line.endsWith("]")))
        || (line.startsWith("File \"") && line.contains(", line "))
        || numbered(line);
  }

  /** Matches {@code #12 0x…} of debuggers and {@code 12: core::…} of Rust. */
  private static boolean numbered(String line) {
    int start = line.startsWith("#") ? 1 : 0;
    int end = digits(line, start);
    if (end == start || end >= line.length() - 1) {
      return false;
    }
    return start == 1
        ? line.charAt(end) == ' '
        : line.charAt(end) == ':' && (line.contains("::") || line.contains("0x"));
  }

  private static boolean log(String line) {
    if (dated(line)) {
      return true;
    }
    String bare = line.startsWith("[") ? line.substring(1) : line;
    return LEVELS.stream()
        .anyMatch(
            level ->
                bare.startsWith(level)
                    && bare.length() > level.length()
                    && "]: |".indexOf(bare.charAt(level.length())) >= 0);
  }

  /** Matches {@code 2026-01-31…}, and {@code I0131 10:15…} of Kubernetes. */
  private static boolean dated(String line) {
    int start = line.startsWith("[") ? 1 : 0;
    boolean iso =
        digits(line, start) == start + 4
            && line.startsWith("-", start + 4)
            && digits(line, start + 5) == start + 7
            && line.startsWith("-", start + 7);
    boolean klog =
        line.length() > 6
            && "IWEF".indexOf(line.charAt(0)) >= 0
            && digits(line, 1) == 5
            && line.charAt(5) == ' ';
    return iso || klog;
  }

  private static int digits(String line, int from) {
    int end = from;
    while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
