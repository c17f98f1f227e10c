package io.github.issuetagger.domain;

/**
 * What people wrote: an issue's title and body.
 *
 * @param title one line
 * @param body Markdown, empty when there is none
 */
public record IssueText(String title, String body) {}
