package io.github.issuetagger.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

/** What holds for every comment, whatever it is. */
final class CommandProperties {
  private static final CommandParser GRAMMAR = new CommandParser("/", "issue-tagger");

  private CommandProperties() {}

  /** Checks all of it. */
  static void hold(String body) {
    List<Command> commands = GRAMMAR.parse(body);

    assertThat(commands).hasSizeLessThanOrEqualTo(CommandParser.MOST_COMMANDS);
    for (Command command : commands) {
      assertThat(body).contains(command.line());
      assertThat(command.line())
          .matches(line -> line.startsWith("/") || line.startsWith("@"))
          .doesNotContain("\n", "\r")
          .hasSizeLessThanOrEqualTo(CommandLineFinder.LONGEST_LINE);
      assertThat(command.arguments())
          .hasSizeLessThanOrEqualTo(ArgumentParser.MOST)
          .allSatisfy(argument -> assertThat(argument.text()).isNotBlank());
    }
    assertThat(GRAMMAR.parseAdded(body, body)).isEmpty();
    assertThat(GRAMMAR.parseAdded(body, "")).isEqualTo(commands);
    noneInside(body);
  }

  /** The same text as code, as a quote and as a comment holds no command. */
  private static void noneInside(String body) {
    assertThat(GRAMMAR.parse(eachLine("    ", body))).isEmpty();
    assertThat(GRAMMAR.parse(eachLine("> ", body))).isEmpty();
    String fence = "`".repeat(longestRun(body) + 3);
    assertThat(GRAMMAR.parse(fence + "\n" + body + "\n" + fence)).isEmpty();
    if (!body.contains("-->") && !body.startsWith(">") && !body.startsWith("->")) {
      assertThat(GRAMMAR.parse("<!--" + body + "-->")).isEmpty();
    }
  }

  private static String eachLine(String before, String body) {
    return body.lines().map(line -> before + line).collect(Collectors.joining("\n"));
  }

  private static int longestRun(String body) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < body.length(); i++) {
      run = body.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
