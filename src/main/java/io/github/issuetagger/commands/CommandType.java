package io.github.issuetagger.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a command asks for. */
enum CommandType {
  /** Put labels on the issue. */
  LABEL(CommandPermission.MAINTAINER, Names.NEEDED),
  /** Take labels off the issue. */
  UNLABEL(CommandPermission.MAINTAINER, Names.NEEDED),
  /** What was suggested is right. */
  ACCEPT(CommandPermission.MAINTAINER, Names.ALLOWED),
  /** What was suggested or applied is wrong. */
  REJECT(CommandPermission.AUTHOR, Names.ALLOWED),
  /** Tell why a label was suggested or applied. */
  WHY(CommandPermission.AUTHOR, Names.ALLOWED),
  /** Look at the issue again. */
  RETRY(CommandPermission.MAINTAINER, Names.NONE),
  /** Take off what the App put on the issue by itself. */
  UNDO(CommandPermission.MAINTAINER, Names.NONE),
  /** Leave this issue alone. */
  PAUSE(CommandPermission.MAINTAINER, Names.NONE),
  /** Leave this issue alone no longer. */
  RESUME(CommandPermission.MAINTAINER, Names.NONE),
  /** Tell which commands there are. */
  HELP(CommandPermission.AUTHOR, Names.NONE),
  /** A word after {@code labels} that is none of these. */
  UNKNOWN(CommandPermission.AUTHOR, Names.ALLOWED);

  /** Whether label names follow. */
  enum Names {
    NEEDED,
    ALLOWED,
    NONE
  }

  private static final List<CommandType> AFTER_LABELS =
      List.of(ACCEPT, REJECT, WHY, RETRY, UNDO, PAUSE, RESUME, HELP);

  private final CommandPermission least;
  private final Names names;

  CommandType(CommandPermission least, Names names) {
    this.least = least;
    this.names = names;
  }

  Names names() {
    return names;
  }

  /** Whether somebody of that standing may ask for it. */
  boolean allowedTo(CommandPermission standing) {
    return standing.compareTo(least) >= 0;
  }

  /** The verb that this word, in lower case, is by itself. */
  static Optional<CommandType> ofCommand(String word) {
    return switch (word) {
      case "label" -> Optional.of(LABEL);
      case "unlabel", "remove-label" -> Optional.of(UNLABEL);
      default -> Optional.empty();
    };
  }

  /** The verb that this word, in lower case, is after {@code labels}. */
  static Optional<CommandType> afterLabels(String word) {
    return AFTER_LABELS.stream().filter(verb -> verb.word().equals(word)).findFirst();
  }

  /** The words that may follow {@code labels}. */
  static List<String> wordsAfterLabels() {
    return AFTER_LABELS.stream().map(CommandType::word).toList();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it may change what the App's comment has to say. */
  boolean changesLabels() {
    return Arrays.asList(LABEL, UNLABEL, ACCEPT, REJECT, UNDO).contains(this);
  }

  /** Whether it only asks, and may be answered again without harm. */
  boolean asksOnly() {
    return Arrays.asList(WHY, HELP, UNKNOWN).contains(this);
  }
}
