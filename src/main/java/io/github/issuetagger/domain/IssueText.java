package io.github.issuetagger.domain;

/**
 * An issue's title and body.
 *
 * @param title one line
 * @param body Markdown; empty if the issue has no body
 */
public record IssueText(String title, String body) {}
