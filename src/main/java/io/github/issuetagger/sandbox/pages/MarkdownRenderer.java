package io.github.issuetagger.sandbox.pages;

import gg.jte.Content;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** Renders untrusted Markdown as safe HTML. */
final class MarkdownRenderer {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();

  /** Allows text, tables and details. Removes images, forms, classes, styles and IDs. */
  private static final PolicyFactory WHITELIST =
      new HtmlPolicyBuilder()
          .allowElements(
              "p",
              "br",
              "hr",
              "em",
              "strong",
              "del",
              "code",
              "pre",
              "blockquote",
              "ul",
              "ol",
              "li",
              "h1",
              "h2",
              "h3",
              "h4",
              "h5",
              "h6",
              "details",
              "summary",
              "sub",
              "sup",
              "kbd",
              "a")
          .allowElements("table", "thead", "tbody", "tr", "th", "td")
          .allowAttributes("align")
          .matching(true, "left", "center", "right")
          .onElements("th", "td")
          .allowAttributes("href")
          .onElements("a")
          .allowUrlProtocols("https", "http")
          .requireRelsOnLinks("nofollow", "noopener", "noreferrer")
          .toFactory();

  private MarkdownRenderer() {}

  /** Returns HTML that a page can include without escaping. */
  static Content render(String markdown) {
    String html = WHITELIST.sanitize(RENDERER.render(PARSER.parse(markdown)));
    return output -> output.writeContent(html);
  }
}
