package io.github.issuetagger.commands;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Finds the lines of a comment that may be commands: lines of plain paragraphs at the top level.
 * Ignores code, quotes, lists, headings, tables, HTML, and everything between an HTML tag and its
 * end, such as {@code <details>}. Also ignores lines that are indented by four columns or more,
 * because people mean them as code even where CommonMark does not.
 *
 * <p>Walks only the upper two levels of the tree, so that deep nesting cannot overflow the stack.
 */
final class CommandLineFinder {
  /** GitHub's limit is 65,536 characters, and each may be two chars in Java. */
  static final int LONGEST_BODY = 2 * 65_536;

  /** The most characters to read of a line. */
  static final int LONGEST_LINE = 2_000;

  private static final int CODE_INDENT = 4;
  private static final int MAX_NESTING = 100;

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .maxOpenBlockParsers(MAX_NESTING)
          .maxInlineNesting(MAX_NESTING)
          .build();

  private final String body;
  private final OpenHtmlTags tags = new OpenHtmlTags();
  private final List<String> lines = new ArrayList<>();

  private CommandLineFinder(String body) {
    this.body = body;
  }

  /** Returns the lines in order, without surrounding white space. */
  static List<String> find(String comment) {
    String body = comment.length() <= LONGEST_BODY ? comment : comment.substring(0, LONGEST_BODY);
    CommandLineFinder found = new CommandLineFinder(body);
    for (Node block = PARSER.parse(body).getFirstChild(); block != null; block = block.getNext()) {
      if (block instanceof HtmlBlock html) {
        found.tags.follow(html.getLiteral());
      } else if (block instanceof Paragraph paragraph) {
        found.paragraph(paragraph);
      }
    }
    return List.copyOf(found.lines);
  }

  private void paragraph(Paragraph paragraph) {
    List<SourceSpan> spans = paragraph.getSourceSpans();
    Set<Integer> plainLines = new HashSet<>();
    for (Node child = paragraph.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof Text text && !tags.any()) {
        text.getSourceSpans().stream()
            .filter(this::startsLine)
            .forEach(span -> plainLines.add(span.getLineIndex()));
      } else {
        followTags(child);
      }
    }
    for (int i = 0; i < spans.size(); i++) {
      SourceSpan span = spans.get(i);
      if (plainLines.contains(span.getLineIndex())) {
        lines.add(line(span, i + 1 == spans.size()));
      }
    }
  }

  /** Returns whether at most three spaces precede the span on its line. */
  private boolean startsLine(SourceSpan span) {
    int lineStart = span.getInputIndex() - span.getColumnIndex();
    int at = lineStart;
    while (at < lineStart + CODE_INDENT && body.charAt(at) == ' ') {
      at++;
    }
    return at < lineStart + CODE_INDENT && body.charAt(at) != '\t' && span.getInputIndex() <= at;
  }

  private String line(SourceSpan span, boolean last) {
    int end = span.getInputIndex() + Math.min(span.getLength(), LONGEST_LINE);
    String text = body.substring(span.getInputIndex(), Math.min(end, body.length())).strip();
    // A backslash at the end of a line is a line break, except on the last line.
    return !last && text.endsWith("\\") && !text.endsWith("\\\\")
        ? text.substring(0, text.length() - 1).strip()
        : text;
  }

  /** Follows the tags in an inline node. The parser limits the nesting. */
  private void followTags(Node node) {
    if (node instanceof HtmlInline html) {
      tags.follow(html.getLiteral());
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      followTags(child);
    }
  }
}
