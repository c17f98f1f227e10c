package io.github.issuetagger.commands;

/**
 * A name that a command was given.
 *
 * @param text the name, without its quotation marks
 * @param group names of one group stand side by side without quotation marks and commas, and may be
 *     the words of one label
 */
record CommandArgument(String text, int group) {}
