package io.github.issuetagger.commands;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tracks the HTML tags that are open at a position of a document. Not thread-safe. */
final class OpenHtmlTags {
  /** Tags without content, and tags whose end tag is optional. */
  private static final Set<String> NEVER_OPEN =
      Set.of(
          "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
          "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
          "track", "wbr");

  /** Matches comments first, so that tags in comments do not count. */
  private static final Pattern TAG =
      Pattern.compile("<!--.*?(?:-->|\\z)|<(/?)([A-Za-z][A-Za-z0-9-]*+)[^<>]*+>", Pattern.DOTALL);

  private static final int MOST = 1_000;

  private final Deque<String> open = new ArrayDeque<>();

  /** Reads a piece of HTML. */
  void follow(String html) {
    Matcher tag = TAG.matcher(html);
    while (tag.find()) {
      if (tag.group(2) != null && !html.substring(tag.start(), tag.end()).endsWith("/>")) {
        follow(tag.group(2).toLowerCase(Locale.ROOT), !tag.group(1).isEmpty());
      }
    }
  }

  /** Returns whether any tag is open. */
  boolean any() {
    return !open.isEmpty();
  }

  private void follow(String name, boolean end) {
    if (NEVER_OPEN.contains(name)) {
      return;
    }
    if (!end) {
      if (open.size() < MOST) {
        open.push(name);
      }
    } else if (open.contains(name)) {
      // An end tag also closes the unclosed tags inside.
      while (!open.pop().equals(name)) {}
    }
  }
}
