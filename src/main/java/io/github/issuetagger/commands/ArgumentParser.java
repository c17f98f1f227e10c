package io.github.issuetagger.commands;

import io.github.issuetagger.commands.Command.Argument;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits the text after a command into names. White space and commas separate names. A name in
 * quotation marks (straight, curly or backticks) may contain both. A backslash in quotation marks
 * escapes the next mark or backslash. Not thread-safe.
 */
final class ArgumentParser {
  /** The most names to read. Ignores further ones. */
  static final int MOST = 50;

  private static final String DOUBLE = "\"\u201C\u201D\u201E\u201F";

  private final String text;
  private final List<Argument> found = new ArrayList<>();
  private int at;
  private int group;
  private boolean closed = true;

  private ArgumentParser(String text) {
    this.text = text;
  }

  /**
   * The names, and whether all quotation marks are closed.
   *
   * @param names the names in order
   * @param closed false if the last name lacks its closing mark
   */
  record Split(List<Argument> names, boolean closed) {}

  /** Splits the text. */
  static Split split(String text) {
    ArgumentParser arguments = new ArgumentParser(text);
    arguments.read();
    return new Split(List.copyOf(arguments.found), arguments.closed);
  }

  /** Returns whether a character is white space of any script, including the no-break space. */
  static boolean isSpace(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private void read() {
    while (at < text.length() && found.size() < MOST) {
      char next = text.charAt(at);
      if (isSpace(next)) {
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
    while (at < text.length() && !isSpace(text.charAt(at)) && text.charAt(at) != ',') {
      at++;
    }
    found.add(new Argument(text.substring(start, at), group));
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
      found.add(new Argument(name.toString().strip(), group++));
    }
  }

  private boolean escapes(String marks) {
    return text.charAt(at) == '\\'
        && at + 1 < text.length()
        && (text.charAt(at + 1) == '\\' || marks.indexOf(text.charAt(at + 1)) >= 0);
  }
}
