package io.github.issuetagger.sandbox;

/** The API's resources, one a group of calls. */
record ApiResources(
    AppResource app,
    HookResource hook,
    RepositoryResource repository,
    LabelResource label,
    IssueResource issue,
    CommentResource comment) {}
