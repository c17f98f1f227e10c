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
 * Parses the commands of a comment. A command stands alone on a line ({@link CommandLineFinder}
 * decides which lines count) and starts with the repository's prefix or a mention of the App:
 *
 * <pre>
 * /label NAME…                          @app label NAME…
 * /unlabel NAME…  /remove-label NAME…   @app unlabel NAME…
 * /KIND VALUE…    /remove-KIND VALUE…   (labels called KIND/VALUE)
 * /labels VERB [NAME…]                  @app VERB [NAME…]
 * </pre>
 *
 * Ignores the case of command words. Pure. Safe for use by several threads.
 */
final class CommandParser {
  /** The most commands of a comment to read. Ignores further ones. */
  static final int MOST_COMMANDS = 20;

  private static final String LABELS = "labels";
  private static final String REMOVE = "remove-";
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,49}+");
  private static final Pattern MENTION =
      Pattern.compile("@([A-Za-z0-9-]{1,100}+)(?:\\[bot\\])?+[,:]?+(?=[\\s\\u00A0]|$)");

  private final String prefix;
  private final String slug;

  /**
   * @param prefix the repository's prefix for commands
   * @param slug the App's name in a mention; empty if mentions do not count
   */
  CommandParser(String prefix, String slug) {
    this.prefix = prefix;
    this.slug = slug;
  }

  /** Returns the commands of a comment in order. */
  List<Command> parse(String body) {
    if (!mayContain(body)) {
      return List.of();
    }
    List<Command> commands = new ArrayList<>();
    for (String line : CommandLineFinder.find(body)) {
      line(line).ifPresent(commands::add);
      if (commands.size() == MOST_COMMANDS) {
        break;
      }
    }
    return List.copyOf(commands);
  }

  /** Returns the commands that an edit added: those in the new body but not in the old one. */
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

  /** Checks quickly whether the comment needs to be parsed. */
  private boolean mayContain(String body) {
    return body.lines()
        .map(String::strip)
        .anyMatch(line -> line.startsWith(prefix) || line.startsWith("@"));
  }

  private Optional<Command> line(String line) {
    Matcher mention = MENTION.matcher(line);
    if (mention.lookingAt() && mention.group(1).equalsIgnoreCase(slug)) {
      String rest = strip(line.substring(mention.end()));
      return mentioned(line, rest.startsWith(prefix) ? withoutPrefix(rest) : rest);
    }
    return line.startsWith(prefix) ? prefixed(line, withoutPrefix(line)) : Optional.empty();
  }

  private String withoutPrefix(String line) {
    return line.substring(prefix.length());
  }

  /** Parses the text after a mention. Text without a command is ordinary conversation. */
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
        .map(type -> command(type, "", line, after));
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
    Optional<CommandType> type = CommandType.ofCommand(key);
    if (type.isPresent()) {
      return Optional.of(command(type.get(), "", line, after));
    }
    boolean remove = key.startsWith(REMOVE) && key.length() > REMOVE.length();
    Command family =
        command(
            remove ? CommandType.UNLABEL : CommandType.LABEL,
            remove ? key.substring(REMOVE.length()) : key,
            line,
            after);
    // Ignores a flawed command, because it may be for another bot.
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
        .map(type -> command(type, "", line, words.substring(written.length())))
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

  private static Command command(CommandType type, String family, String line, String rest) {
    Split split = ArgumentParser.split(rest);
    return new Command(type, family, split.names(), line, flaw(type, split));
  }

  private static Optional<String> flaw(CommandType type, Split split) {
    if (!split.closed()) {
      return Optional.of("a quotation mark is not closed");
    }
    if (type.names() == Names.NEEDED && split.names().isEmpty()) {
      return Optional.of("it names no label");
    }
    if (type.names() == Names.NONE && !split.names().isEmpty()) {
      return Optional.of("it takes no names");
    }
    return Optional.empty();
  }

  /** Returns the first word if white space or the end follows. */
  private static Optional<String> word(String text) {
    Matcher word = WORD.matcher(text);
    return word.lookingAt()
            && (word.end() == text.length() || ArgumentParser.isSpace(text.charAt(word.end())))
        ? Optional.of(word.group())
        : Optional.empty();
  }

  private static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && ArgumentParser.isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && ArgumentParser.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
