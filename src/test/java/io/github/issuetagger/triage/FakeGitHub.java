package io.github.issuetagger.triage;

import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.GitHubCaches;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.github.Reaction;
import io.github.issuetagger.github.Role;
import io.github.issuetagger.github.SettingsFile;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** One repository with one issue, as far as triage sees it. */
final class FakeGitHub implements IssueReader, IssueWriter, GitHubCaches {
  static final RepositoryRef REPOSITORY = new RepositoryRef(7, 42, "octo", "hello");
  static final int ISSUE = 5;

  final List<String> catalog = new ArrayList<>(List.of("bug", "documentation", "question"));
  final Set<String> labels = new LinkedHashSet<>();
  final Set<String> removedByPeople = new HashSet<>();
  final Map<Long, String> comments = new LinkedHashMap<>();
  final List<String> forgotten = new ArrayList<>();
  Optional<SettingsFile> settings = Optional.empty();
  IssueText text = new IssueText("It crashes", "When I click.");
  boolean gone;
  boolean bot;
  boolean closed;
  boolean locked;
  boolean pullRequest;
  int writes;

  /** Run after each successful call, with the call's name: to fail, or to let the world change. */
  AfterCall afterCall = call -> {};

  /** What happens after a call. */
  @FunctionalInterface
  interface AfterCall {
    void accept(String call);
  }

  void settings(String yaml) {
    settings =
        Optional.of(
            new SettingsFile(
                "octo/hello:.github/issue-tagger.yml",
                Integer.toHexString(yaml.hashCode()),
                false,
                yaml));
  }

  static GitHubException failure(Kind kind) {
    return new GitHubException(kind, "made up by the test", null, null);
  }

  String onlyComment() {
    if (comments.size() != 1) {
      throw new AssertionError("not one comment but " + comments.size());
    }
    return comments.values().iterator().next();
  }

  @Override
  public Optional<IssueSnapshot> issue(RepositoryRef repository, int number) {
    Optional<IssueSnapshot> read =
        gone
            ? Optional.empty()
            : Optional.of(
                new IssueSnapshot(
                    number, text, List.copyOf(labels), "alice", bot, !closed, locked, pullRequest));
    afterCall.accept("issue");
    return read;
  }

  @Override
  public LabelCatalog labels(RepositoryRef repository) {
    return new LabelCatalog(catalog.stream().map(name -> Label.of(name, "")).toList());
  }

  @Override
  public Optional<SettingsFile> settings(RepositoryRef repository) {
    return settings;
  }

  @Override
  public Set<String> labelsRemovedByPeople(RepositoryRef repository, int number) {
    return Set.copyOf(removedByPeople);
  }

  @Override
  public Set<String> labelsAddedByOthers(RepositoryRef repository, int number) {
    return Set.of();
  }

  @Override
  public String appSlug() {
    return "issue-tagger";
  }

  @Override
  public boolean removeLabel(RepositoryRef repository, int number, String name) {
    writes++;
    return labels.remove(name);
  }

  @Override
  public boolean react(RepositoryRef repository, int number, long commentId, Reaction reaction) {
    writes++;
    return true;
  }

  @Override
  public Role role(RepositoryRef repository, String login) {
    return Role.NONE;
  }

  @Override
  public List<String> addLabels(RepositoryRef repository, int number, List<String> names) {
    writes++;
    List<String> added = names.stream().filter(catalog::contains).toList();
    labels.addAll(added);
    afterCall.accept("addLabels");
    return added;
  }

  @Override
  public OptionalLong putComment(
      RepositoryRef repository, int number, OptionalLong knownId, String marker, String body) {
    if (locked) {
      throw failure(Kind.REFUSED);
    }
    writes++;
    long id =
        knownId.isPresent()
            ? knownId.getAsLong()
            : comments.entrySet().stream()
                .filter(comment -> comment.getValue().contains(marker))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(1001L + comments.size());
    comments.put(id, body);
    afterCall.accept("putComment");
    return OptionalLong.of(id);
  }

  @Override
  public OptionalInt openIssue(RepositoryRef repository, String marker, String title, String body) {
    throw new AssertionError("triage opens no issues");
  }

  @Override
  public void labelsChanged(RepositoryRef repository) {
    forgotten.add("labels of " + repository.fullName());
  }

  @Override
  public void repositoryChanged(RepositoryRef repository) {
    forgotten.add("repository " + repository.fullName());
  }

  @Override
  public void installationChanged(long installationId) {
    forgotten.add("installation " + installationId);
  }
}
