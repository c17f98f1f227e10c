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
 * The lines of a comment on which a command may stand: lines of plain paragraphs that lie directly
 * in the comment. So nothing in code, quotes, lists, headings, tables or HTML is a command, nor
 * what lies between an HTML tag and its end ({@code <details>}), nor a line that is indented by
 * four columns or more, which people mean for code even where CommonMark does not.
 *
 * <p>Only the tree's upper two levels are walked, so that no nesting can exhaust the stack.
 */
final class CommandLineFinder {
  /** GitHub takes comments of 65,536 characters; each may be two of Java's. */
  static final int LONGEST_BODY = 2 * 65_536;

  /** The most characters of a line that are read. */
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

  /** The lines, first to last, without the blanks around them. */
  static List<String> of(String comment) {
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

  /** Whether nothing but at most three blanks stands before it on its line. */
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
    // A backslash at the end of a line that is not the last one is a line break.
    return !last && text.endsWith("\\") && !text.endsWith("\\\\")
        ? text.substring(0, text.length() - 1).strip()
        : text;
  }

  /** Follows the tags in an inline node; nesting is bounded by the parser. */
  private void followTags(Node node) {
    if (node instanceof HtmlInline html) {
      tags.follow(html.getLiteral());
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      followTags(child);
    }
  }
}
