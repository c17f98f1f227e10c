package io.github.issuetagger.github;

import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.UnreadableResponses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from GitHub and writes to it. Thread-safe. */
final class GitHubGateway implements IssueReader, IssueWriter {
  private static final Logger log = LoggerFactory.getLogger(GitHubGateway.class);

  private final RepositoryClients repositories;
  private final LabelCatalogReader catalogs;
  private final SettingsFileReader settings;
  private final RoleReader roles;
  private final OwnComments comments;
  private final OwnIssues issues;
  private final ReactionWriter reactions;
  private final Supplier<String> ownLogin;

  GitHubGateway(
      RepositoryClients repositories,
      LabelCatalogReader catalogs,
      SettingsFileReader settings,
      RoleReader roles,
      Supplier<String> ownLogin) {
    this.repositories = repositories;
    this.catalogs = catalogs;
    this.settings = settings;
    this.roles = roles;
    this.comments = new OwnComments(repositories, ownLogin);
    this.issues = new OwnIssues(repositories, ownLogin);
    this.reactions = new ReactionWriter(repositories);
    this.ownLogin = ownLogin;
  }

  @Override
  public Optional<IssueSnapshot> issue(RepositoryRef repository, int number) {
    try {
      return Optional.of(
          SnapshotReader.of(repositories.of(repository).get("issues", Integer.toString(number))));
    } catch (CallFailedException e) {
      if (e.gone()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public LabelCatalog labels(RepositoryRef repository) {
    return catalogs.get(repository);
  }

  @Override
  public Optional<SettingsFile> settings(RepositoryRef repository) {
    return settings.get(repository);
  }

  @Override
  public Set<String> labelsRemovedByPeople(RepositoryRef repository, int number) {
    return LabelHistory.removedByPeople(
        repositories.of(repository).list("issues", Integer.toString(number), "events"));
  }

  @Override
  public Set<String> labelsAddedByOthers(RepositoryRef repository, int number) {
    return LabelHistory.addedByOthers(
        repositories.of(repository).list("issues", Integer.toString(number), "events"),
        ownLogin.get());
  }

  @Override
  public String appSlug() {
    return ownLogin.get().replace("[bot]", "");
  }

  @Override
  public Role role(RepositoryRef repository, String login) {
    return roles.get(repository, login);
  }

  @Override
  public List<String> addLabels(RepositoryRef repository, int number, List<String> names) {
    // GitHub creates labels that it does not know, so what was deleted or renamed since the
    // prediction must not be asked for.
    LabelCatalog catalog = catalogs.fresh(repository);
    List<String> existing =
        names.stream().flatMap(name -> catalog.find(name).stream()).map(Label::name).toList();
    if (existing.size() < names.size()) {
      log.info(
          "Left out labels of {}#{} that are gone: asked for {}, adding {}",
          repository.fullName(),
          number,
          names,
          existing);
    }
    if (existing.isEmpty()) {
      return List.of();
    }
    UnreadableResponses.sorted(
        () -> repositories.of(repository).issue(number).addLabels(existing.toArray(String[]::new)));
    log.info("Added labels {} to {}#{}", existing, repository.fullName(), number);
    return existing;
  }

  @Override
  public boolean removeLabel(RepositoryRef repository, int number, String name) {
    if (name.equals(".") || name.equals("..")) {
      log.warn("A label of dots cannot be named in a URL; left on {}", repository.fullName());
      return false;
    }
    try {
      repositories.of(repository).delete("issues", Integer.toString(number), "labels", name);
    } catch (CallFailedException e) {
      if (e.gone()) {
        return false;
      }
      throw e;
    }
    log.info("Took label {} off {}#{}", name, repository.fullName(), number);
    return true;
  }

  @Override
  public boolean react(RepositoryRef repository, int number, long commentId, Reaction reaction) {
    return reactions.add(repository, number, commentId, reaction);
  }

  @Override
  public OptionalLong putComment(
      RepositoryRef repository, int number, OptionalLong knownId, String marker, String body) {
    return OptionalLong.of(comments.put(repository, number, knownId, marker, body));
  }

  @Override
  public OptionalInt openIssue(RepositoryRef repository, String marker, String title, String body) {
    return OptionalInt.of(issues.open(repository, marker, title, body));
  }
}
