package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.IssueText;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads issues as the API shows them. */
final class SnapshotReader {
  private SnapshotReader() {}

  static IssueSnapshot of(JsonNode issue) {
    JsonNode author = issue.path("user");
    return new IssueSnapshot(
        issue.path("number").asInt(),
        new IssueText(issue.path("title").asText(), issue.path("body").asText("")),
        labels(issue.path("labels")),
        AccountTypes.login(author),
        AccountTypes.bot(author),
        issue.path("state").asText().equals("open"),
        issue.path("locked").asBoolean(),
        issue.hasNonNull("pull_request"));
  }

  private static List<String> labels(JsonNode labels) {
    return StreamSupport.stream(labels.spliterator(), false)
        .map(label -> label.path("name").asText())
        .toList();
  }
}
