package io.github.issuetagger.commands;

/**
 * How commands are addressed in a repository.
 *
 * @param prefix what stands before a command's first word
 * @param slug the App's short name, by which it is mentioned
 */
record CommandSyntax(String prefix, String slug) {}
