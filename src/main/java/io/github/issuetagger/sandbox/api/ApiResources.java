package io.github.issuetagger.sandbox.api;

/** The API's resources, one a group of calls. */
public record ApiResources(
    AppResource app,
    HookResource hook,
    RepositoryResource repository,
    LabelResource label,
    IssueResource issue,
    CommentResource comment) {}
