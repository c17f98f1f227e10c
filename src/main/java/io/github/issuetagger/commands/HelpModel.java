package io.github.issuetagger.commands;

import io.github.issuetagger.text.MarkdownEscaper;

/**
 * What the list of commands shows. Public only because templates are compiled into a package of
 * their own.
 *
 * @param prefix what stands before a command's first word
 */
public record HelpModel(String prefix) {
  /** A command, as Markdown. */
  public String command(String words) {
    return MarkdownEscaper.code(prefix + words);
  }
}
