package io.github.issuetagger.sandbox.api;

import static io.github.issuetagger.sandbox.state.GitHubJson.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.github.issuetagger.sandbox.state.IssueActions;
import io.github.issuetagger.sandbox.state.RepositoryInfo;
import io.github.issuetagger.sandbox.state.RepositoryState;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxLabel;
import io.github.issuetagger.sandbox.state.SandboxState;
import java.util.ArrayList;
import java.util.List;

/** Serves the labels of a repository and of an issue. */
final class LabelResource {
  private final SandboxState state;
  private final GitHubJson json;
  private final IssueActions issues;

  LabelResource(SandboxState state, GitHubJson json, IssueActions issues) {
    this.state = state;
    this.json = json;
    this.issues = issues;
  }

  ApiResource.Answer list(ApiRequest call) {
    call.require("issues", "read");
    synchronized (state) {
      RepositoryState repository = call.repository();
      return ApiResource.Answer.ok(
          ApiResponses.page(call.ctx(), json(repository, repository.labelList())));
    }
  }

  ApiResource.Answer get(ApiRequest call) {
    call.require("issues", "read");
    synchronized (state) {
      RepositoryState repository = call.repository();
      return repository
          .label(call.ctx().pathParam("name"))
          .map(label -> ApiResource.Answer.ok(json.label(repository.info(), label)))
          .orElseThrow(ApiException::notFound);
    }
  }

  ApiResource.Answer ofIssue(ApiRequest call) {
    call.require("issues", "read");
    synchronized (state) {
      RepositoryState repository = call.repository();
      SandboxIssue issue = issues.get(repository, call.issueNumber(repository));
      return ApiResource.Answer.ok(ApiResponses.page(call.ctx(), json(repository, issue.labels())));
    }
  }

  ApiResource.Answer add(ApiRequest call) {
    call.require("issues", "write");
    List<String> names = names(call.body());
    synchronized (state) {
      RepositoryState repository = call.repository();
      int number = call.issueNumber(repository);
      SandboxIssue issue = issues.addLabels(repository, state.app(), number, names);
      return ApiResource.Answer.ok(json(repository, issue.labels()));
    }
  }

  ApiResource.Answer remove(ApiRequest call) {
    call.require("issues", "write");
    synchronized (state) {
      RepositoryState repository = call.repository();
      int number = call.issueNumber(repository);
      SandboxIssue issue =
          issues.removeLabel(repository, state.app(), number, call.ctx().pathParam("name"));
      return ApiResource.Answer.ok(json(repository, issue.labels()));
    }
  }

  private ArrayNode json(RepositoryState repository, List<SandboxLabel> labels) {
    RepositoryInfo info = repository.info();
    return array(labels, label -> json.label(info, label));
  }

  /** Returns the names in the body, which may be an object or a plain array. */
  private static List<String> names(JsonNode body) {
    List<String> names = new ArrayList<>();
    for (JsonNode item : body.isArray() ? body : body.path("labels")) {
      String name = item.isTextual() ? item.asText() : item.path("name").asText();
      if (name.isBlank()) {
        throw ApiException.invalid("a label's name is blank");
      }
      names.add(name);
    }
    return names;
  }
}
