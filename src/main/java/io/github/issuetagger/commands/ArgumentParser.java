package io.github.issuetagger.commands;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what follows a command into names. White space and commas part them; a name in quotation
 * marks (straight, curly or backticks) may hold both. In quotation marks a backslash takes the next
 * mark or backslash for what it is. Not thread-safe.
 */
final class ArgumentParser {
  /** More names than anybody writes on purpose; what follows them is not read. */
  static final int MOST = 50;

  private static final String DOUBLE = "\"\u201C\u201D\u201E\u201F";

  private final String text;
  private final List<CommandArgument> found = new ArrayList<>();
  private int at;
  private int group;
  private boolean closed = true;

  private ArgumentParser(String text) {
    this.text = text;
  }

  /**
   * The names, and whether each quotation mark that opens is closed.
   *
   * @param names the names in their order
   * @param closed false when the last one lacks its second mark
   */
  record Split(List<CommandArgument> names, boolean closed) {}

  static Split split(String text) {
    ArgumentParser arguments = new ArgumentParser(text);
    arguments.read();
    return new Split(List.copyOf(arguments.found), arguments.closed);
  }

  /** Whether it is white space of any script, the no-break space included. */
  static boolean space(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private void read() {
    while (at < text.length() && found.size() < MOST) {
      char next = text.charAt(at);
      if (space(next)) {
        at++;
      } else if (next == ',') {
        at++;
        group++;
      } else if (DOUBLE.indexOf(next) >= 0 || next == '`') {
        quoted(next == '`' ? "`" : DOUBLE);
      } else {
        word();
      }
    }
  }

  private void word() {
    int start = at;
    while (at < text.length() && !space(text.charAt(at)) && text.charAt(at) != ',') {
      at++;
    }
    found.add(new CommandArgument(text.substring(start, at), group));
  }

  private void quoted(String marks) {
    StringBuilder name = new StringBuilder();
    at++;
    while (at < text.length() && marks.indexOf(text.charAt(at)) < 0) {
      if (escapes(marks)) {
        at++;
      }
      name.append(text.charAt(at++));
    }
    closed = at < text.length();
    at++;
    group++;
    if (!name.toString().isBlank()) {
      found.add(new CommandArgument(name.toString().strip(), group++));
    }
  }

  private boolean escapes(String marks) {
    return text.charAt(at) == '\\'
        && at + 1 < text.length()
        && (text.charAt(at + 1) == '\\' || marks.indexOf(text.charAt(at + 1)) >= 0);
  }
}
