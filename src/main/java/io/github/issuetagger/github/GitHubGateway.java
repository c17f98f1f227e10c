package io.github.issuetagger.github;

import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.HttpClients;
import io.github.issuetagger.github.http.RepositoryClient;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.kohsuke.github.ReactionContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from GitHub and writes to GitHub. Thread-safe. */
final class GitHubGateway implements IssueReader, IssueWriter {
  private static final Logger LOG = LoggerFactory.getLogger(GitHubGateway.class);

  private final HttpClients clients;
  private final LabelCatalogReader catalogs;
  private final SettingsFileReader settings;
  private final RoleReader roles;
  private final OwnComments comments;
  private final OwnIssues issues;
  private final Supplier<String> ownLogin;

  GitHubGateway(
      HttpClients clients,
      LabelCatalogReader catalogs,
      SettingsFileReader settings,
      RoleReader roles,
      Supplier<String> ownLogin) {
    this.clients = clients;
    this.catalogs = catalogs;
    this.settings = settings;
    this.roles = roles;
    this.comments = new OwnComments(clients, ownLogin);
    this.issues = new OwnIssues(clients, ownLogin);
    this.ownLogin = ownLogin;
  }

  @Override
  public Optional<IssueSnapshot> issue(RepositoryRef repository, int number) {
    return CallFailedException.emptyIfGone(
            () -> clients.repository(repository).get("issues", Integer.toString(number)))
        .map(IssueJson::snapshot);
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
        clients.repository(repository).list("issues", Integer.toString(number), "events"));
  }

  @Override
  public Set<String> labelsAddedByOthers(RepositoryRef repository, int number) {
    return LabelHistory.addedByOthers(
        clients.repository(repository).list("issues", Integer.toString(number), "events"),
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
    // GitHub creates unknown labels, so leave out labels that were deleted or renamed since the
    // prediction.
    LabelCatalog catalog = catalogs.fresh(repository);
    List<String> existing =
        names.stream().flatMap(name -> catalog.find(name).stream()).map(Label::name).toList();
    if (existing.size() < names.size()) {
      LOG.info(
          "Left out labels of {}#{} that no longer exist: requested {}, adding {}",
          repository.fullName(),
          number,
          names,
          existing);
    }
    if (existing.isEmpty()) {
      return List.of();
    }
    clients
        .repository(repository)
        .call(client -> client.issue(number).addLabels(existing.toArray(String[]::new)));
    LOG.info("Added labels {} to {}#{}", existing, repository.fullName(), number);
    return existing;
  }

  @Override
  public boolean removeLabel(RepositoryRef repository, int number, String name) {
    if (name.equals(".") || name.equals("..")) {
      LOG.warn(
          "Cannot remove a label named by dots, because a URL cannot contain it: {}",
          repository.fullName());
      return false;
    }
    try {
      clients.repository(repository).delete("issues", Integer.toString(number), "labels", name);
    } catch (CallFailedException e) {
      if (e.gone()) {
        return false;
      }
      throw e;
    }
    LOG.info("Removed label {} from {}#{}", name, repository.fullName(), number);
    return true;
  }

  @Override
  public boolean react(RepositoryRef repository, int number, long commentId, Reaction reaction) {
    RepositoryClient calls = clients.repository(repository);
    return CallFailedException.emptyIfGone(
            () ->
                calls.call(
                    client -> client.comment(number, commentId).createReaction(content(reaction))))
        .isPresent();
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

  private static ReactionContent content(Reaction reaction) {
    return switch (reaction) {
      case EYES -> ReactionContent.EYES;
      case ROCKET -> ReactionContent.ROCKET;
      case THUMBS_DOWN -> ReactionContent.MINUS_ONE;
      case CONFUSED -> ReactionContent.CONFUSED;
    };
  }
}
