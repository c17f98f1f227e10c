package io.github.issuetagger.sandbox.api;

import static io.github.issuetagger.sandbox.state.GitHubJson.array;

import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.github.issuetagger.sandbox.state.IssueActions;
import io.github.issuetagger.sandbox.state.RepositoryInfo;
import io.github.issuetagger.sandbox.state.RepositoryState;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Serves issues and their events. */
final class IssueResource {
  private static final int MAX_TITLE = 256;

  private final SandboxState state;
  private final GitHubJson json;
  private final IssueActions issues;

  IssueResource(SandboxState state, GitHubJson json, IssueActions issues) {
    this.state = state;
    this.json = json;
    this.issues = issues;
  }

  /** Lists issues, newest first unless requested otherwise, as on GitHub. */
  ApiResource.Answer list(ApiRequest call) {
    call.require("issues", "read");
    String wanted = Optional.ofNullable(call.ctx().queryParam("state")).orElse("open");
    Optional<String> creator = Optional.ofNullable(call.ctx().queryParam("creator"));
    synchronized (state) {
      RepositoryState repository = call.repository();
      List<SandboxIssue> found = new ArrayList<>();
      for (SandboxIssue issue : repository.issues.values()) {
        if ((wanted.equals("all") || issue.open() == wanted.equals("open"))
            && creator.map(issue.author().login()::equalsIgnoreCase).orElse(true)) {
          found.add(issue);
        }
      }
      if (!"asc".equals(call.ctx().queryParam("direction"))) {
        Collections.reverse(found);
      }
      RepositoryInfo info = repository.info();
      return ApiResource.Answer.ok(
          ApiResponses.page(call.ctx(), array(found, issue -> json.issue(info, issue))));
    }
  }

  ApiResource.Answer create(ApiRequest call) {
    call.require("issues", "write");
    String title = call.text("title");
    if (title.isBlank() || title.length() > MAX_TITLE) {
      throw ApiException.invalid("title has 1 to " + MAX_TITLE + " characters");
    }
    SandboxIssue.Text text = new SandboxIssue.Text(title, call.body().path("body").asText(""));
    synchronized (state) {
      RepositoryState repository = call.repository();
      SandboxIssue issue = issues.open(repository, state.app(), text, List.of());
      return ApiResource.Answer.created(json.issue(repository.info(), issue));
    }
  }

  ApiResource.Answer get(ApiRequest call) {
    call.require("issues", "read");
    synchronized (state) {
      RepositoryState repository = call.repository();
      SandboxIssue issue = issues.get(repository, call.issueNumber(repository));
      return ApiResource.Answer.ok(json.issue(repository.info(), issue));
    }
  }

  /** Lists an issue's events, oldest first. */
  ApiResource.Answer events(ApiRequest call) {
    call.require("issues", "read");
    synchronized (state) {
      RepositoryState repository = call.repository();
      SandboxIssue issue = issues.get(repository, call.issueNumber(repository));
      RepositoryInfo info = repository.info();
      return ApiResource.Answer.ok(
          ApiResponses.page(call.ctx(), array(issue.events(), event -> json.event(info, event))));
    }
  }
}
