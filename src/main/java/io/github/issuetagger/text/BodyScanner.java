package io.github.issuetagger.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a body line by line and keeps what a person wrote. Tracks code blocks, HTML comments, and
 * runs of log or stack-trace lines.
 */
final class BodyScanner {
  private static final String COMMENT_START = "<!--";
  private static final String COMMENT_END = "-->";

  /** How many lines of a log or a stack trace are kept. */
  private static final int RUN_LIMIT = 3;

  private final List<String> kept = new ArrayList<>();
  private final CodeBlock code = new CodeBlock();
  private boolean inComment;
  private boolean inReply;
  private int run;

  /** Reads the next line. Returns false if the rest of the body must be skipped. */
  boolean accept(String line) {
    if (code.open()) {
      if (code.accept(line)) {
        kept.addAll(code.close());
      }
      return true;
    }
    if (!inComment && code.opens(line)) {
      return true;
    }
    String visible = withoutComments(line);
    String stripped = TextShortener.collapse(visible);
    if (LineKind.originalMessage(stripped)) {
      return false;
    }
    if (LineKind.replyHeader(stripped)) {
      inReply = true;
      return true;
    }
    if (inReply && (stripped.isEmpty() || stripped.startsWith(">"))) {
      return true;
    }
    inReply = false;
    keep(stripped);
    return true;
  }

  /** Returns the kept lines. Ends a code block that is still open. */
  List<String> finish() {
    if (code.open()) {
      kept.addAll(code.close());
    }
    return kept;
  }

  private void keep(String stripped) {
    if (stripped.isEmpty() || LineKind.boilerplate(stripped)) {
      return;
    }
    run = LineKind.machine(stripped) ? run + 1 : 0;
    if (run > RUN_LIMIT) {
      return;
    }
    String plain = InlineMarkdown.plain(stripped);
    if (!plain.isEmpty()) {
      kept.add(plain);
    }
  }

  /** Removes HTML comments from the line. An unclosed comment hides everything that follows. */
  private String withoutComments(String line) {
    StringBuilder visible = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      int next = line.indexOf(inComment ? COMMENT_END : COMMENT_START, at);
      int end = next < 0 ? line.length() : next;
      if (!inComment) {
        visible.append(line, at, end);
      }
      if (next < 0) {
        break;
      }
      at = next + (inComment ? COMMENT_END : COMMENT_START).length();
      inComment = !inComment;
    }
    return visible.toString();
  }
}
