package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.settings.CommandSettings;
import io.github.issuetagger.settings.SettingsProblem;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.text.MarkdownEscaper;
import io.github.issuetagger.triage.EffectiveSettings.Broken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentRendererTest {
  private static final String RUN = "0b0e6a9e-6f4b-3b0c-9d70-1f8c4c0f0a11";
  private static final RunAction BUG =
      RunAction.planned(Kind.APPLY, "bug", 0.912, 0.7, "reaches its threshold");
  private static final RunAction DOCS =
      RunAction.planned(Kind.SUGGEST, "docs", 0.5, 0.4, "reaches its suggest threshold");

  private final CommentRenderer renderer = new CommentRenderer();

  private String render(Optional<Broken> broken, RunAction... labels) {
    return renderer.render(
        content(List.of(labels), Set.of(), broken, new CommandSettings(true, "/")));
  }

  private static CommentRenderer.Content content(
      List<RunAction> labels,
      Set<String> wanted,
      Optional<Broken> broken,
      CommandSettings commands) {
    return new CommentRenderer.Content(
        RUN, labels, wanted, "zero-shot/nli", "tiny-nli 1.0", broken, commands);
  }

  @Test
  @DisplayName("has this form")
  void readsLikeThis() {
    assertThat(render(Optional.empty(), BUG, DOCS))
        .isEqualTo(
            """
            <!-- issue-tagger run:0b0e6a9e-6f4b-3b0c-9d70-1f8c4c0f0a11 -->
            | Label | Confidence | |
            | :--- | ---: | :--- |
            | <code>bug</code> | 91 % | applied |
            | <code>docs</code> | 50 % | suggested |

            <code>&#47;labels accept</code> · <code>&#47;labels reject</code> · <code>&#47;labels why</code> · <code>&#47;labels help</code> — or change the labels by hand. Issue Tagger never puts back a label that someone removed.

            This comment is automated and may be wrong. Issue Tagger only uses labels that this repository has. No text in an issue can make it do anything else.

            <details>
            <summary>Details</summary>

            - Scored by <code>zero&#45;shot&#47;nli</code> of the model bundle <code>tiny&#45;nli 1&#46;0</code>
            - <code>bug</code>: score 0.912, applied from 0.700
            - <code>docs</code>: score 0.500, suggested from 0.400

            </details>
            """);
  }

  @Test
  @DisplayName("starts with its marker")
  void startsWithTheMarkerByWhichItIsFoundAgain() {
    assertThat(render(Optional.empty(), BUG)).startsWith(CommentRenderer.MARKER);
    assertThat(render(Optional.empty())).startsWith(CommentRenderer.MARKER);
  }

  @Test
  @DisplayName("mentions only what there is")
  void speaksOnlyOfWhatThereIs() {
    assertThat(render(Optional.empty(), BUG)).contains("| applied |").doesNotContain("suggested");
    assertThat(render(Optional.empty(), DOCS)).contains("| suggested |").doesNotContain("applied");
    assertThat(render(Optional.empty()))
        .contains("no label to suggest now")
        .doesNotContain("|", "labels accept");
  }

  @Test
  @DisplayName("shows the commands with the repository's prefix, or none at all")
  void namesTheCommandsAsTheyAreGivenHereOrNotAtAll() {
    assertThat(
            renderer.render(
                content(List.of(DOCS), Set.of(), Optional.empty(), new CommandSettings(true, "!"))))
        .contains("<code>&#33;labels accept</code>");
    assertThat(
            renderer.render(
                content(
                    List.of(DOCS), Set.of(), Optional.empty(), new CommandSettings(false, "/"))))
        .contains("\n\nChange the labels by hand. Issue Tagger never puts back a label")
        .doesNotContain("labels accept", "labels why");
  }

  @Test
  @DisplayName("shows which suggestions were accepted")
  void tellsWhichSuggestionsWereAccepted() {
    String comment =
        renderer.render(
            content(
                List.of(DOCS), Set.of("docs"), Optional.empty(), new CommandSettings(true, "/")));

    assertThat(comment)
        .contains("| <code>docs</code> | 50 % | accepted |")
        .contains("- <code>docs</code>: score 0.500, suggested from 0.400")
        .contains("<code>&#47;labels why</code> · <code>&#47;labels help</code>\n")
        .doesNotContain("labels accept");
  }

  @Nested
  @DisplayName("A broken settings file")
  class ABrokenSettingsFile {
    private Broken broken(List<SettingsProblem> problems, boolean lastGood) {
      return new Broken("octo/hello:.github/issue-tagger.yml", "abc", problems, lastGood);
    }

    @Test
    @DisplayName("is named with line and reason")
    void isNamedWithLineAndReason() {
      String comment =
          render(
              Optional.of(broken(List.of(new SettingsProblem(3, "mode", "must be off")), false)),
              BUG);

      assertThat(comment)
          .contains(
              """
              > [!WARNING]
              > For the maintainers: The settings file <code>octo&#47;hello&#58;&#46;github&#47;issue&#45;tagger&#46;yml</code> is invalid. The default settings apply until it is fixed.
              > - line 3: <code>mode&#58; must be off</code>

              <details>
              """);
    }

    @Test
    @DisplayName("lists ten errors at most")
    void doesNotBuryTheRest() {
      List<SettingsProblem> many =
          new ArrayList<>(Collections.nCopies(25, new SettingsProblem(1, "", "x")));

      assertThat(render(Optional.of(broken(many, true)), BUG))
          .contains("Its last valid version applies")
          .contains("> - and 15 more")
          .satisfies(
              comment ->
                  assertThat(comment.lines().filter("> - line 1: <code>x</code>"::equals))
                      .hasSize(10));
    }
  }

  @Nested
  @DisplayName("Names from outside")
  class NamesThatOthersChose {
    static Stream<String> hostile() {
      return Stream.of(
          "a|b",
          "`code`",
          "</details>",
          "</code>@everyone",
          "@octocat",
          "#1",
          "GH-1",
          "octo/hello#1",
          "![x](https://example.org/x.png)",
          "[x](javascript:alert(1))",
          "https://example.org",
          "www.example.org",
          "mail@example.org",
          "**bold** _it_ ~~no~~",
          "<script>alert(1)</script>",
          "<!-- issue-tagger run:forged -->",
          "-->",
          "&lt;b&gt; &#64;",
          "\\",
          "\\|",
          ":+1:",
          "$\\sqrt{1}$",
          "line\nbreak\r\n\n# heading",
          "\t- item",
          "nul\u0000 and bell\u0007",
          "\u202Etxt.exe\u202C \u2066x\u2069",
          "\uD800 half a pair",
          "0123456789abcdef0123456789abcdef01234567");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @DisplayName("are plain text")
    void areNothingButText(String name) {
      Node document =
          Parser.builder().build().parse("| " + MarkdownEscaper.code(name) + " | 50 % |");

      List<Node> nodes = new ArrayList<>();
      StringBuilder shown = new StringBuilder();
      document.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Link link) {
              nodes.add(link);
            }

            @Override
            public void visit(Image image) {
              nodes.add(image);
            }

            @Override
            public void visit(Code code) {
              nodes.add(code);
            }

            @Override
            public void visit(HtmlInline html) {
              shown.append('{').append(html.getLiteral()).append('}');
            }

            @Override
            public void visit(Text text) {
              shown.append(text.getLiteral());
            }
          });

      assertThat(nodes).isEmpty();
      assertThat(document.getFirstChild()).isInstanceOf(Paragraph.class);
      assertThat(document.getFirstChild().getNext()).isNull();
      assertThat(shown.toString()).isEqualTo("| {<code>}" + readable(name) + "{</code>} | 50 % |");
    }

    /** What people are to see: the same text on one line, without what works in the dark. */
    private String readable(String name) {
      return name.replaceAll("[\\n\\r\\t]", " ")
          .replaceAll("[\\u0000\\u0007\\u202E\\u202C\\u2066\\u2069\\uD800]", "\uFFFD");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @DisplayName("contain no character of Markdown's syntax")
    void holdNoCharacterThatCouldBeStructure(String name) {
      String inner = MarkdownEscaper.code(name).replaceAll("^<code>|</code>$", "");

      assertThat(inner.replaceAll("&#[0-9]{2,3};", "").replace(" ", ""))
          .matches("[^\\p{Punct}\\p{Cntrl}]*");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "naïve",
          "Ошибка",
          "バグ",
          "خطأ",
          "می\u200Cخواهم",
          "👩\u200D💻 team",
          "🐛",
          "bug 2"
        })
    @DisplayName("of all languages stay as they are")
    void ofAllLanguagesStayAsTheyAre(String name) {
      assertThat(MarkdownEscaper.code(name)).isEqualTo("<code>" + name + "</code>");
    }

    @Test
    @DisplayName("are shortened if they are long")
    void areCutWhenTheyAreLong() {
      assertThat(MarkdownEscaper.code("🐛".repeat(10_000)))
          .isEqualTo("<code>" + "🐛".repeat(MarkdownEscaper.LONGEST) + "…</code>");
    }

    @Test
    @DisplayName("cannot break out of the comment")
    void cannotBreakOutOfTheComment() {
      RunAction hostile =
          RunAction.planned(Kind.SUGGEST, "x</code>|\n\n</details>\n@everyone", 0.5, 0.4, "reason");
      String comment =
          render(
              Optional.of(
                  new Broken(
                      "o/r:`x`",
                      "abc",
                      List.of(new SettingsProblem(1, "a\n\n# b", "</details> @everyone")),
                      false)),
              hostile);

      assertThat(comment).doesNotContain("@everyone").doesNotContain("# b").doesNotContain("`");
      assertThat(comment.split("</details>", -1)).hasSize(2);
      assertThat(comment.lines().filter(line -> line.startsWith("| <code>")))
          .singleElement()
          .satisfies(row -> assertThat(row.chars().filter(c -> c == '|')).hasSize(4));
    }
  }
}
