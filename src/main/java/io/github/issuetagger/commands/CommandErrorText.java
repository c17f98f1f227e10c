package io.github.issuetagger.commands;

import io.github.issuetagger.commands.LabelNameResolver.Unknown;
import io.github.issuetagger.text.MarkdownEscaper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts for errors in commands. Escapes what people wrote. */
final class CommandErrorText {
  private CommandErrorText() {}

  static List<String> unknown(List<Unknown> names) {
    List<String> errors = new ArrayList<>();
    for (Unknown name : names) {
      errors.add(
          "There is no label "
              + MarkdownEscaper.code(name.written())
              + " here"
              + name.nearest()
                  .map(near -> "; the nearest one is " + MarkdownEscaper.code(near))
                  .orElse("")
              + ".");
    }
    return errors;
  }

  static String notSuggested(String label, String command) {
    return MarkdownEscaper.code(label)
        + " is not suggested here; "
        + MarkdownEscaper.code(command)
        + " is for labels that are not.";
  }

  static String flaw(String flaw) {
    return flaw.substring(0, 1).toUpperCase(Locale.ROOT) + flaw.substring(1) + ".";
  }
}
