package io.github.issuetagger.text;

import java.util.ArrayList;
import java.util.List;

/** Shortens a fenced code block to its first lines and the last line that names an error. */
final class CodeBlock {
  private static final int FENCE = 3;
  private static final int FIRST_LINES = 4;
  private static final int LINE_CHARACTERS = 160;

  private final List<String> first = new ArrayList<>();
  private String error = "";
  private char fence;
  private int width;

  /** Returns whether a block has started and not ended. */
  boolean open() {
    return width > 0;
  }

  /** Starts a block if the line is a fence of three or more backticks or tildes. */
  boolean opens(String line) {
    String stripped = line.strip();
    int length = fenceLength(stripped);
    if (length < FENCE) {
      return false;
    }
    // A line like ```code``` is inline code, not a block.
    if (stripped.charAt(0) == '`' && stripped.indexOf('`', length) >= 0) {
      return false;
    }
    fence = stripped.charAt(0);
    width = length;
    return true;
  }

  /** Reads a line inside the block. Returns true if it is the closing fence. */
  boolean accept(String line) {
    String stripped = TextShortener.collapse(line);
    if (!stripped.isEmpty()
        && stripped.charAt(0) == fence
        && fenceLength(stripped) >= width
        && fenceLength(stripped) == stripped.length()) {
      return true;
    }
    if (stripped.isEmpty()) {
      return false;
    }
    if (first.size() < FIRST_LINES) {
      first.add(TextShortener.cut(stripped, LINE_CHARACTERS));
    } else if (LineKind.error(stripped)) {
      error = TextShortener.cut(stripped, LINE_CHARACTERS);
    }
    return false;
  }

  /** Ends the block and returns the kept lines. */
  List<String> close() {
    List<String> kept = new ArrayList<>(first);
    if (!error.isEmpty()) {
      kept.add(error);
    }
    first.clear();
    error = "";
    width = 0;
    return kept;
  }

  private static int fenceLength(String stripped) {
    int length = 0;
    while (length < stripped.length()
        && stripped.charAt(length) == stripped.charAt(0)
        && (stripped.charAt(0) == '`' || stripped.charAt(0) == '~')) {
      length++;
    }
    return length;
  }
}
