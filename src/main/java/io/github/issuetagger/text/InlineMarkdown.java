package io.github.issuetagger.text;

import java.util.Locale;
import java.util.Set;

/**
 * Converts a line of Markdown to plain text. Replaces links and images by their text and URLs by
 * their host. Removes tags and marks.
 */
final class InlineMarkdown {
  /** Limits the search for the end of a tag or link target, so that hostile lines stay linear. */
  private static final int REACH = 300;

  /** Only these are tags: {@code Vec<String>} and {@code <your-token>} are what somebody wrote. */
  private static final Set<String> TAGS = WordList.HTML_TAG.words();

  private static final String MARKS = "`*|~";

  private InlineMarkdown() {}

  /** Returns the line's text with collapsed white space. */
  static String plain(String line) {
    StringBuilder out = new StringBuilder(line.length());
    int at = 0;
    while (at < line.length()) {
      at = step(line, at, out);
    }
    return bare(TextShortener.collapse(out.toString()));
  }

  private static int step(String line, int at, StringBuilder out) {
    char c = line.charAt(at);
    if (c == '<') {
      int end = tagEnd(line, at);
      if (end > at) {
        out.append(' ');
        return end;
      }
    } else if (c == ']' && line.startsWith("](", at)) {
      int end = near(line, ')', at + 2);
      if (end > 0) {
        return end + 1;
      }
    } else if (line.startsWith("http://", at) || line.startsWith("https://", at)) {
      return host(line, at, out);
    }
    if (c == '!' && line.startsWith("![", at)) {
      return at + 1;
    }
    if (c != '[' && c != ']') {
      out.append(MARKS.indexOf(c) >= 0 ? ' ' : c);
    }
    return at + 1;
  }

  /** Returns the end of the HTML tag that starts here, or {@code at} if none does. */
  private static int tagEnd(String line, int at) {
    if (at + 1 >= line.length()) {
      return at;
    }
    int start = line.charAt(at + 1) == '/' ? at + 2 : at + 1;
    int nameEnd = start;
    while (nameEnd < line.length() && Character.isLetterOrDigit(line.charAt(nameEnd))) {
      nameEnd++;
    }
    if (!TAGS.contains(line.substring(start, nameEnd).toLowerCase(Locale.ROOT))) {
      return at;
    }
    int end = near(line, '>', nameEnd);
    return end < 0 ? at : end + 1;
  }

  private static int host(String line, int at, StringBuilder out) {
    int start = line.indexOf("//", at) + 2;
    int end = start;
    while (end < line.length() && " \t)>]\"'".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    int slash = line.indexOf('/', start);
    out.append(line, start, slash < 0 || slash > end ? end : slash);
    return end;
  }

  private static int near(String line, char wanted, int from) {
    int last = Math.min(line.length(), from + REACH);
    for (int i = from; i < last; i++) {
      if (line.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Removes quote, heading and list markers at the start. */
  private static String bare(String text) {
    int start = 0;
    while (start < text.length() && "># ".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    if (start + 1 < text.length()
        && "-+•".indexOf(text.charAt(start)) >= 0
        && text.charAt(start + 1) == ' ') {
      start += 2;
    }
    return text.substring(start);
  }
}
