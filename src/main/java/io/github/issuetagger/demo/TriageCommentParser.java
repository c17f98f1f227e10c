package io.github.issuetagger.demo;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Parses the App's comment, so that the demo prints what people read. */
final class TriageCommentParser {
  /** A row of the comment's table: a label, its confidence and its outcome. */
  record Row(String label, String confidence, String outcome) {}

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private TriageCommentParser() {}

  static List<Row> rows(String markdown) {
    List<Row> rows = new ArrayList<>();
    PARSER
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(CustomBlock block) {
                visitChildren(block);
              }

              @Override
              public void visit(CustomNode node) {
                if (node instanceof TableRow && node.getParent() instanceof TableBody) {
                  row(node, rows);
                } else {
                  visitChildren(node);
                }
              }
            });
    return rows;
  }

  /** Returns the first paragraph on one line, or an empty string if there is none. */
  static String firstWords(String markdown) {
    for (Node block = PARSER.parse(markdown).getFirstChild();
        block != null;
        block = block.getNext()) {
      if (block instanceof Paragraph) {
        return text(block);
      }
    }
    return "";
  }

  private static void row(Node row, List<Row> rows) {
    List<String> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      if (cell instanceof TableCell) {
        cells.add(text(cell));
      }
    }
    if (cells.size() >= 3) {
      rows.add(new Row(cells.get(0), cells.get(1), cells.get(2)));
    }
  }

  /** Returns the text without Markdown, including code spans without their quotes. */
  private static String text(Node block) {
    StringBuilder text = new StringBuilder();
    block.accept(
        new AbstractVisitor() {
          @Override
          public void visit(SoftLineBreak node) {
            text.append(' ');
          }

          @Override
          public void visit(Text node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(Code node) {
            text.append(node.getLiteral());
          }
        });
    return text.toString().strip();
  }
}
