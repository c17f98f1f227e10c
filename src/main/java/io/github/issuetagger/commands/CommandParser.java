package io.github.issuetagger.commands;

import io.github.issuetagger.commands.ArgumentParser.Split;
import io.github.issuetagger.commands.CommandType.Names;
import io.github.issuetagger.text.NameSuggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads commands. A command is alone on a line ({@link CommandLineFinder} tells which lines count)
 * and starts with the repository's prefix or a mention of the App:
 *
 * <pre>
 * /label NAME…                          @app label NAME…
 * /unlabel NAME…  /remove-label NAME…   @app unlabel NAME…
 * /KIND VALUE…    /remove-KIND VALUE…   (labels called KIND/VALUE)
 * /labels VERB [NAME…]                  @app VERB [NAME…]
 * </pre>
 *
 * Words of commands count in any case. Pure; safe for use by several threads.
 */
final class CommandParser {
  /** What follows the twentieth command of a comment is not read. */
  static final int MOST_COMMANDS = 20;

  private static final String LABELS = "labels";
  private static final String REMOVE = "remove-";
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,49}+");
  private static final Pattern MENTION =
      Pattern.compile("@([A-Za-z0-9-]{1,100}+)(?:\\[bot\\])?+[,:]?+(?=[\\s\\u00A0]|$)");

  private final CommandSyntax dialect;

  CommandParser(CommandSyntax dialect) {
    this.dialect = dialect;
  }

  /** The commands of a comment, first to last. */
  List<Command> parse(String body) {
    if (!mayHold(body)) {
      return List.of();
    }
    List<Command> commands = new ArrayList<>();
    for (String line : CommandLineFinder.of(body)) {
      line(line).ifPresent(commands::add);
      if (commands.size() == MOST_COMMANDS) {
        break;
      }
    }
    return List.copyOf(commands);
  }

  /** The commands that an edit added: those of the new body that were not in the old one. */
  List<Command> parseAdded(String newBody, String oldBody) {
    List<Command> added = new ArrayList<>(parse(newBody));
    for (Command known : parse(oldBody)) {
      for (int i = 0; i < added.size(); i++) {
        if (added.get(i).meaning().equals(known.meaning())) {
          added.remove(i);
          break;
        }
      }
    }
    return List.copyOf(added);
  }

  /** A quick look that saves most comments from being parsed. */
  private boolean mayHold(String body) {
    return body.lines()
        .map(String::strip)
        .anyMatch(line -> line.startsWith(dialect.prefix()) || line.startsWith("@"));
  }

  private Optional<Command> line(String line) {
    Matcher mention = MENTION.matcher(line);
    if (mention.lookingAt() && mention.group(1).equalsIgnoreCase(dialect.slug())) {
      String rest = strip(line.substring(mention.end()));
      return mentioned(line, rest.startsWith(dialect.prefix()) ? withoutPrefix(rest) : rest);
    }
    return line.startsWith(dialect.prefix())
        ? prefixed(line, withoutPrefix(line))
        : Optional.empty();
  }

  private String withoutPrefix(String line) {
    return line.substring(dialect.prefix().length());
  }

  /** What follows a mention; anything but a command is talk between people. */
  private static Optional<Command> mentioned(String line, String rest) {
    Optional<String> word = word(rest);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    String after = rest.substring(word.get().length());
    String key = word.get().toLowerCase(Locale.ROOT);
    if (key.equals(LABELS)) {
      return Optional.of(afterLabels(line, after));
    }
    return CommandType.ofCommand(key)
        .or(() -> CommandType.afterLabels(key))
        .map(verb -> command(verb, "", line, after));
  }

  private static Optional<Command> prefixed(String line, String rest) {
    Optional<String> word = word(rest);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    String after = rest.substring(word.get().length());
    String key = word.get().toLowerCase(Locale.ROOT);
    if (key.equals(LABELS)) {
      return Optional.of(afterLabels(line, after));
    }
    Optional<CommandType> verb = CommandType.ofCommand(key);
    if (verb.isPresent()) {
      return Optional.of(command(verb.get(), "", line, after));
    }
    boolean remove = key.startsWith(REMOVE) && key.length() > REMOVE.length();
    Command family =
        command(
            remove ? CommandType.UNLABEL : CommandType.LABEL,
            remove ? key.substring(REMOVE.length()) : key,
            line,
            after);
    // Other bots have commands too: what cannot be ours is not worth a word.
    return Optional.of(family).filter(command -> command.flaw().isEmpty());
  }

  private static Command afterLabels(String line, String rest) {
    String words = strip(rest);
    if (words.isEmpty()) {
      return command(CommandType.HELP, "", line, "");
    }
    String written = word(words).orElse(words);
    String key = written.toLowerCase(Locale.ROOT);
    return CommandType.afterLabels(key)
        .map(verb -> command(verb, "", line, words.substring(written.length())))
        .orElseGet(
            () ->
                new Command(
                    CommandType.UNKNOWN,
                    "",
                    ArgumentParser.split(words).names(),
                    line,
                    Optional.of(
                        "there is no such command; the nearest one is "
                            + NameSuggestion.to(key, CommandType.wordsAfterLabels()))));
  }

  private static Command command(CommandType verb, String family, String line, String rest) {
    Split split = ArgumentParser.split(rest);
    return new Command(verb, family, split.names(), line, flaw(verb, split));
  }

  private static Optional<String> flaw(CommandType verb, Split split) {
    if (!split.closed()) {
      return Optional.of("a quotation mark is not closed");
    }
    if (verb.names() == Names.NEEDED && split.names().isEmpty()) {
      return Optional.of("it names no label");
    }
    if (verb.names() == Names.NONE && !split.names().isEmpty()) {
      return Optional.of("nothing may follow it");
    }
    return Optional.empty();
  }

  /** The first word, if white space or the end follows it. */
  private static Optional<String> word(String text) {
    Matcher word = WORD.matcher(text);
    return word.lookingAt()
            && (word.end() == text.length() || ArgumentParser.space(text.charAt(word.end())))
        ? Optional.of(word.group())
        : Optional.empty();
  }

  private static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && ArgumentParser.space(text.charAt(start))) {
      start++;
    }
    while (end > start && ArgumentParser.space(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
