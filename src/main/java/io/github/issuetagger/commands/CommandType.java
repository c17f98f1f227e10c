package io.github.issuetagger.commands;

import io.github.issuetagger.domain.AnnotationSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a command asks for. */
enum CommandType {
  /** Adds labels to the issue. */
  LABEL(AnnotationSource.MAINTAINER, Names.NEEDED),
  /** Removes labels from the issue. */
  UNLABEL(AnnotationSource.MAINTAINER, Names.NEEDED),
  /** Accepts suggested labels. */
  ACCEPT(AnnotationSource.MAINTAINER, Names.ALLOWED),
  /** Rejects suggested or applied labels. */
  REJECT(AnnotationSource.AUTHOR, Names.ALLOWED),
  /** Explains why a label was suggested or applied. */
  WHY(AnnotationSource.AUTHOR, Names.ALLOWED),
  /** Triages the issue again. */
  RETRY(AnnotationSource.MAINTAINER, Names.NONE),
  /** Removes what the App applied by itself. */
  UNDO(AnnotationSource.MAINTAINER, Names.NONE),
  /** Stops triage of the issue. */
  PAUSE(AnnotationSource.MAINTAINER, Names.NONE),
  /** Allows triage of the issue again. */
  RESUME(AnnotationSource.MAINTAINER, Names.NONE),
  /** Lists the commands. */
  HELP(AnnotationSource.AUTHOR, Names.NONE),
  /** An unknown word after {@code labels}. */
  UNKNOWN(AnnotationSource.AUTHOR, Names.ALLOWED);

  /** Whether label names follow the command. */
  enum Names {
    NEEDED,
    ALLOWED,
    NONE
  }

  private static final List<CommandType> AFTER_LABELS =
      List.of(ACCEPT, REJECT, WHY, RETRY, UNDO, PAUSE, RESUME, HELP);

  private final AnnotationSource least;
  private final Names names;

  CommandType(AnnotationSource least, Names names) {
    this.least = least;
    this.names = names;
  }

  Names names() {
    return names;
  }

  /**
   * Returns whether a sender may run the command.
   *
   * @param sender the sender's role; empty if the sender has no say about the labels
   */
  boolean allowedTo(Optional<AnnotationSource> sender) {
    return sender.filter(role -> role == AnnotationSource.MAINTAINER || role == least).isPresent();
  }

  /** Returns the command that this lower-case word is by itself. */
  static Optional<CommandType> ofCommand(String word) {
    return switch (word) {
      case "label" -> Optional.of(LABEL);
      case "unlabel", "remove-label" -> Optional.of(UNLABEL);
      default -> Optional.empty();
    };
  }

  /** Returns the command that this lower-case word is after {@code labels}. */
  static Optional<CommandType> afterLabels(String word) {
    return AFTER_LABELS.stream().filter(type -> type.word().equals(word)).findFirst();
  }

  /** Returns the words that may follow {@code labels}. */
  static List<String> wordsAfterLabels() {
    return AFTER_LABELS.stream().map(CommandType::word).toList();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the command may change the content of the App's comment. */
  boolean changesLabels() {
    return Arrays.asList(LABEL, UNLABEL, ACCEPT, REJECT, UNDO).contains(this);
  }

  /** Returns whether the command changes nothing, so that it may run again. */
  boolean readOnly() {
    return Arrays.asList(WHY, HELP, UNKNOWN).contains(this);
  }
}
