package io.github.issuetagger.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The parser of commands")
class CommandParserTest {
  private static final CommandParser GRAMMAR = new CommandParser("/", "issue-tagger");

  /**
   * A comment and what it commands.
   *
   * @param rule what the case shows
   * @param comment the comment's body
   * @param commands what {@link #show} makes of its commands
   */
  record Case(String rule, String comment, List<String> commands) {
    @Override
    public String toString() {
      return rule + ": " + comment.replace("\n", "⏎");
    }
  }

  private static Case yes(String rule, String comment, String... commands) {
    return new Case(rule, comment, List.of(commands));
  }

  private static Case no(String rule, String comment) {
    return new Case(rule, comment, List.of());
  }

  /** A verb, its family and its names, with {@code !} before one that is flawed. */
  private static String show(Command command) {
    return (command.flaw().isPresent() ? "!" : "")
        + command.type().name().toLowerCase(Locale.ROOT)
        + (command.family().isEmpty() ? "" : " " + command.family() + "/")
        + command.arguments().stream()
            .map(argument -> " [" + argument.text() + "]")
            .collect(Collectors.joining());
  }

  static Stream<Case> words() {
    return Stream.of(
        yes("one label", "/label bug", "label [bug]"),
        yes("several labels", "/label bug docs", "label [bug] [docs]"),
        yes("unlabel", "/unlabel bug", "unlabel [bug]"),
        yes("Prow's way to unlabel", "/remove-label bug", "unlabel [bug]"),
        yes("a family", "/kind bug", "label kind/ [bug]"),
        yes("several of a family", "/area ui api", "label area/ [ui] [api]"),
        yes("out of a family", "/remove-kind bug", "unlabel kind/ [bug]"),
        yes("accept all", "/labels accept", "accept"),
        yes("accept some", "/labels accept bug \"b c\"", "accept [bug] [b c]"),
        yes("reject all", "/labels reject", "reject"),
        yes("reject some", "/labels reject bug", "reject [bug]"),
        yes("why", "/labels why", "why"),
        yes("why one", "/labels why bug", "why [bug]"),
        yes("retry", "/labels retry", "retry"),
        yes("undo", "/labels undo", "undo"),
        yes("pause", "/labels pause", "pause"),
        yes("resume", "/labels resume", "resume"),
        yes("help", "/labels help", "help"),
        yes("no verb is a call for help", "/labels", "help"),
        yes("any case", "/LABEL Bug", "label [Bug]"),
        yes("any case after labels", "/Labels ACCEPT", "accept"),
        yes(
            "names keep their slashes and colons",
            "/label kind/bug P: x",
            "label [kind/bug] [P:] [x]"),
        yes("a label that is missing", "/label", "!label"),
        yes("an unknown verb", "/labels acept bug", "!unknown [acept] [bug]"),
        yes("a verb that takes no names", "/labels retry now", "!retry [now]"),
        no("a family without a name", "/kind"),
        no("no blank may follow the prefix", "/ label bug"),
        no("a path is no command", "/usr/bin/env bash"),
        no("a word that goes on is no command", "/label: bug"),
        no("digits do not start a command", "/2 bug"),
        no("another word in front", "please /label bug"),
        no("a URL", "https://example.org/label bug"));
  }

  static Stream<Case> names() {
    return Stream.of(
        yes("quotes", "/label \"needs info\"", "label [needs info]"),
        yes("quotes among words", "/label a \"b c\" d", "label [a] [b c] [d]"),
        yes("an escaped quote", "/label \"a \\\"b\\\" c\"", "label [a \"b\" c]"),
        yes("an escaped backslash", "/label \"a\\\\\" b", "label [a\\] [b]"),
        yes("another backslash", "/label \"a\\b\"", "label [a\\b]"),
        yes("curly quotes", "/label “needs info”", "label [needs info]"),
        yes("German quotes", "/label „needs info“", "label [needs info]"),
        yes("curly and straight", "/label “needs info\"", "label [needs info]"),
        yes("backticks", "/label `needs info`", "label [needs info]"),
        yes("an apostrophe is a letter", "/label won't fix", "label [won't] [fix]"),
        yes("a quote inside a word is a letter", "/label 5\" x", "label [5\"] [x]"),
        yes("commas", "/label bug, docs,ui", "label [bug] [docs] [ui]"),
        yes("a comma in quotes", "/label \"a, b\"", "label [a, b]"),
        yes("blanks around", "/label   bug   ", "label [bug]"),
        yes("a tab", "/label\tbug\tdocs", "label [bug] [docs]"),
        yes("a no-break space", "/label\u00A0bug", "label [bug]"),
        yes("an ideographic space", "/label\u3000バグ", "label [バグ]"),
        yes("other scripts", "/label ошибка 错误", "label [ошибка] [错误]"),
        yes("emoji", "/label 🚀 :bug:", "label [🚀] [:bug:]"),
        yes("Markdown in a name", "/label c++ *x* a_b_c [y]", "label [c++] [*x*] [a_b_c] [[y]]"),
        yes("a reference stays as it was typed", "/label a&amp;b", "label [a&amp;b]"),
        yes("a tag in a name", "/label <b>", "label [<b>]"),
        yes("an open quote", "/label \"bug", "!label [bug]"),
        yes("an empty name", "/label \"\" bug", "label [bug]"),
        yes("only an empty name", "/label \" \"", "!label"));
  }

  static Stream<Case> places() {
    return Stream.of(
        yes("several commands", "/label bug\n/labels why", "label [bug]", "why"),
        yes("amid text", "Thanks!\n/label bug\nBye.", "label [bug]"),
        yes("after a paragraph", "Thanks!\n\n/label bug", "label [bug]"),
        yes("Windows' line ends", "Hi\r\n/label bug\r\n/labels why\r\n", "label [bug]", "why"),
        yes("old line ends", "Hi\r/label bug", "label [bug]"),
        yes("three blanks in front", "   /label bug", "label [bug]"),
        yes("a hard break behind", "/label bug  \nthanks", "label [bug]"),
        yes("a hard break by backslash", "/label bug\\\nthanks", "label [bug]"),
        yes("below a heading", "# Triage\n/label bug", "label [bug]"),
        yes("below a list, apart", "- a\n\n/label bug", "label [bug]"),
        yes("below a quote, apart", "> /label docs\n\n/label bug", "label [bug]"),
        yes("below closed HTML", "<details>\n\nx\n\n</details>\n\n/label bug", "label [bug]"),
        yes("below a line break tag", "Hi<br>\n/label bug", "label [bug]"),
        no("in code", "`/label bug`"),
        no("in code over lines", "see `this\n/label bug\nthat`"),
        no("in a fence", "```\n/label bug\n```"),
        no("in a fence of tildes", "~~~sh\n/label bug\n~~~"),
        no("in a fence that is not closed", "```\n/label bug"),
        no("in indented code", "    /label bug"),
        no("after a tab", "\t/label bug"),
        no("indented like code in a paragraph", "Hi\n      /label bug"),
        no("after a tab in a paragraph", "Hi\n\t/label bug"),
        no("after a blank and a tab in a paragraph", "Hi\n \t/label bug"),
        yes("after blanks in a paragraph", "Hi\n   /label bug", "label [bug]"),
        no("in a quote", "> /label bug"),
        no("in a lazy quote", "> said\n/label bug"),
        no("in a quote of a quote", "> > /label bug"),
        no("in a list", "- /label bug"),
        no("in a numbered list", "1. /label bug"),
        no("in a list, on a line of its own", "- hello\n  /label bug"),
        no("in a task list", "- [ ] /label bug"),
        no("in a heading", "# /label bug"),
        no("in an underlined heading", "/label bug\n---"),
        no("in a table", "/label a | b\n--- | ---\n/label | bug"),
        no("in a comment", "<!--\n/label bug\n-->"),
        no("in a comment with blank lines", "<!--\n\n/label bug\n\n-->"),
        no("in a comment inside text", "x <!--\n/label bug\n-->"),
        no("in an HTML block", "<div>\n/label bug\n</div>"),
        no("in a fold", "<details>\n<summary>x</summary>\n\n/label bug\n\n</details>"),
        no("in a fold that is not closed", "<details>\n\n/label bug"),
        no("in an inline tag", "x <kbd>\n/label bug\n</kbd>"),
        no("in pre", "<pre>\n/label bug\n</pre>"),
        no("in a link's text", "[x\n/label bug\ny](https://example.org)"),
        no("in emphasis over lines", "*x\n/label bug\ny*"),
        no("in a link's definition", "[x]: /label"),
        no("nothing", ""),
        no("blanks", " \n\t\n "));
  }

  static Stream<Case> mentions() {
    return Stream.of(
        yes("label", "@issue-tagger label bug", "label [bug]"),
        yes("unlabel", "@issue-tagger remove-label bug", "unlabel [bug]"),
        yes("a verb", "@issue-tagger why bug", "why [bug]"),
        yes("labels and a verb", "@issue-tagger labels accept", "accept"),
        yes("the prefix too", "@issue-tagger /labels accept", "accept"),
        yes("any case", "@Issue-Tagger Help", "help"),
        yes("the account's own name", "@issue-tagger[bot] help", "help"),
        yes("punctuation", "@issue-tagger: help", "help"),
        yes("a flaw", "@issue-tagger label", "!label"),
        no("talk", "@issue-tagger is wrong again"),
        no("nothing more", "@issue-tagger"),
        no("another account", "@issue-tagger-2 label bug"),
        no("a person", "@alice label bug"),
        no("amid a line", "Hey @issue-tagger label bug"),
        no("in a quote", "> @issue-tagger label bug"));
  }

  @ParameterizedTest
  @MethodSource({"words", "names", "places", "mentions"})
  @DisplayName("parses")
  void reads(Case given) {
    assertThat(GRAMMAR.parse(given.comment()).stream().map(CommandParserTest::show))
        .containsExactlyElementsOf(given.commands());
  }

  @Test
  @DisplayName("reports what is wrong, and the nearest command")
  void flaws() {
    assertThat(GRAMMAR.parse("/label\n/label \"a\n/labels acept\n/labels undo it"))
        .extracting(command -> command.flaw().orElseThrow())
        .containsExactly(
            "it names no label",
            "a quotation mark is not closed",
            "there is no such command; the nearest one is accept",
            "it takes no names");
  }

  @Test
  @DisplayName("accepts another prefix, and then no slash")
  void prefix() {
    CommandParser grammar = new CommandParser("/tagger-", "issue-tagger");

    assertThat(grammar.parse("/label bug\n/tagger-label docs\n@issue-tagger why"))
        .extracting(CommandParserTest::show)
        .containsExactly("label [docs]", "why");
  }

  @Test
  @DisplayName("parses at most twenty commands of a comment")
  void bounded() {
    String many =
        IntStream.range(0, 50).mapToObj(i -> "/label l" + i).collect(Collectors.joining("\n"));

    assertThat(GRAMMAR.parse(many))
        .hasSize(CommandParser.MOST_COMMANDS)
        .last()
        .satisfies(last -> assertThat(show(last)).isEqualTo("label [l19]"));
    assertThat(GRAMMAR.parse("/label " + "x ".repeat(900)).get(0).arguments())
        .hasSize(ArgumentParser.MOST);
  }

  static Stream<String> floods() {
    int size = CommandLineFinder.LONGEST_BODY;
    return Stream.of(">", "- ", "[", "`", "*a ", "<b>", "</b>", "<!--", "\\", "\n/x", "| ", "![](")
        .map(piece -> "/label bug\n\n" + piece.repeat(size / piece.length()));
  }

  @ParameterizedTest
  @MethodSource("floods")
  @DisplayName("survives hostile input")
  void floods(String comment) {
    assertThat(GRAMMAR.parse(comment)).isNotEmpty();
  }

  static Stream<Case> edits() {
    // The comment is the old body, a line of equals signs, and the new body.
    return Stream.of(
        yes("a new command", "Hi\n=\nHi\n/label bug", "label [bug]"),
        yes("one beside an old one", "/label bug\n=\n/label bug\n/label docs", "label [docs]"),
        yes("a second time", "/label bug\n=\n/label bug\n/label bug", "label [bug]"),
        yes("other names", "/label bug\n=\n/label bug docs", "label [bug] [docs]"),
        yes("out of a fence", "```\n/label bug\n```\n=\n/label bug", "label [bug]"),
        no("nothing new", "/label bug\n=\n/label bug"),
        no("text around it", "/label bug\n=\nHello\n/label bug\nBye"),
        no("another spelling", "/label bug\n=\n/LABEL   bug"),
        no("another order", "/label a\n/label b\n=\n/label b\n/label a"),
        no("taken out", "/label bug\n=\nsorry"),
        no("into a quote", "/label bug\n=\n> /label bug"));
  }

  @ParameterizedTest
  @MethodSource("edits")
  @DisplayName("finds what an edit added")
  void edits(Case given) {
    String[] bodies = given.comment().split("\n=\n", -1);

    assertThat(GRAMMAR.parseAdded(bodies[1], bodies[0]).stream().map(CommandParserTest::show))
        .containsExactlyElementsOf(given.commands());
  }
}
