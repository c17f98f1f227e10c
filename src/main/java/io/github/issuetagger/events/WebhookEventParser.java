package io.github.issuetagger.events;

import static io.github.issuetagger.events.PayloadFields.account;
import static io.github.issuetagger.events.PayloadFields.actionOrNone;
import static io.github.issuetagger.events.PayloadFields.checkedRef;
import static io.github.issuetagger.events.PayloadFields.installationId;
import static io.github.issuetagger.events.PayloadFields.issueNumber;
import static io.github.issuetagger.events.PayloadFields.listed;
import static io.github.issuetagger.events.PayloadFields.name;
import static io.github.issuetagger.events.PayloadFields.names;
import static io.github.issuetagger.events.PayloadFields.person;
import static io.github.issuetagger.events.PayloadFields.repositoryRef;
import static io.github.issuetagger.events.PayloadFields.required;
import static io.github.issuetagger.events.PayloadFields.time;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.events.IssueEvent.Action;
import io.github.issuetagger.events.IssueEvent.Changes;
import io.github.issuetagger.events.IssueEvent.Issue;
import io.github.issuetagger.events.Payloads.Comment;
import io.github.issuetagger.events.Payloads.CommentChanges;
import io.github.issuetagger.events.Payloads.CommentPayload;
import io.github.issuetagger.events.Payloads.CommentedIssue;
import io.github.issuetagger.events.Payloads.From;
import io.github.issuetagger.events.Payloads.InstallationPayload;
import io.github.issuetagger.events.Payloads.IssueChanges;
import io.github.issuetagger.events.Payloads.IssueJson;
import io.github.issuetagger.events.Payloads.IssuesPayload;
import io.github.issuetagger.events.Payloads.LabelChanges;
import io.github.issuetagger.events.Payloads.LabelPayload;
import io.github.issuetagger.events.Payloads.ListedRepository;
import io.github.issuetagger.events.Payloads.NewOwner;
import io.github.issuetagger.events.Payloads.RenamedRepository;
import io.github.issuetagger.events.Payloads.RepositoryChanges;
import io.github.issuetagger.events.Payloads.RepositoryPayload;
import io.github.issuetagger.events.Payloads.User;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses a delivery into the event that its handlers get. Safe for use by several threads. */
final class WebhookEventParser {
  /**
   * Parses a delivery.
   *
   * @return the event; empty if no handler needs this event or action
   * @throws MalformedPayloadException if the payload is not what GitHub sends for its event
   */
  Optional<WebhookEvent> parse(Delivery delivery) {
    return switch (delivery.event()) {
      case "issues" -> issue(delivery, Payloads.read(delivery, IssuesPayload.class));
      case "issue_comment" -> comment(delivery, Payloads.read(delivery, CommentPayload.class));
      case "label" -> Optional.of(label(Payloads.read(delivery, LabelPayload.class)));
      case "repository" ->
          Optional.of(repository(Payloads.read(delivery, RepositoryPayload.class)));
      case "installation" ->
          Optional.of(installation(Payloads.read(delivery, InstallationPayload.class)));
      case "installation_repositories" ->
          Optional.of(installationRepositories(Payloads.read(delivery, InstallationPayload.class)));
      case "ping" -> Optional.of(new PingEvent());
      default -> Optional.empty();
    };
  }

  private static Optional<WebhookEvent> issue(Delivery delivery, IssuesPayload payload) {
    Optional<Action> action = action(payload.action());
    if (action.isEmpty()) {
      return Optional.empty();
    }
    IssueJson issue = required(payload.issue(), "issue");
    IssueChanges changes = payload.changes();
    return Optional.of(
        new IssueEvent(
            delivery.guid(),
            action.get(),
            repositoryRef(payload.installation(), payload.repository()),
            new Issue(
                issueNumber(issue.number()),
                account(issue.user()),
                names(issue.labels()),
                time(issue.createdAt(), delivery),
                time(issue.updatedAt(), delivery),
                "not_planned".equals(issue.stateReason())),
            name(payload.label()),
            account(payload.sender()),
            new Changes(
                changes != null && (changes.title() != null || changes.body() != null),
                changes != null && changes.oldIssue() != null)));
  }

  private static Optional<Action> action(@Nullable String name) {
    return Stream.of(Action.values())
        .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  private static Optional<WebhookEvent> comment(Delivery delivery, CommentPayload payload) {
    Optional<String> former =
        Optional.ofNullable(payload.changes()).map(CommentChanges::body).map(From::from);
    boolean created = "created".equals(payload.action());
    boolean edited = "edited".equals(payload.action()) && former.isPresent();
    CommentedIssue issue = required(payload.issue(), "issue");
    Comment comment = required(payload.comment(), "comment");
    Optional<Account> sender = person(payload.sender());
    if (!(created || edited)
        || issue.pullRequest() != null
        || sender.isEmpty()
        || person(comment.user()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new IssueCommentEvent(
            delivery.guid(),
            delivery.receivedAt(),
            repositoryRef(payload.installation(), payload.repository()),
            issueNumber(issue.number()),
            time(issue.createdAt(), delivery),
            comment.id(),
            sender.get().login(),
            required(comment.body(), "comment.body"),
            created ? Optional.empty() : former));
  }

  private static LabelEvent label(LabelPayload payload) {
    return new LabelEvent(
        actionOrNone(payload.action()),
        repositoryRef(payload.installation(), payload.repository()),
        name(payload.label())
            .orElseThrow(() -> new MalformedPayloadException("it has no label.name")),
        Optional.ofNullable(payload.changes()).map(LabelChanges::name).map(From::from));
  }

  private static RepositoryEvent repository(RepositoryPayload payload) {
    RepositoryRef now = repositoryRef(payload.installation(), payload.repository());
    Optional<RepositoryChanges> changes = Optional.ofNullable(payload.changes());
    Optional<String> name =
        changes.map(RepositoryChanges::repository).map(RenamedRepository::name).map(From::from);
    Optional<String> owner =
        changes
            .map(RepositoryChanges::owner)
            .map(NewOwner::from)
            .map(from -> from.user() == null ? from.organization() : from.user())
            .map(User::login);
    Optional<RepositoryRef> former =
        name.isEmpty() && owner.isEmpty()
            ? Optional.empty()
            : Optional.of(
                checkedRef(
                    now.installationId(),
                    now.id(),
                    owner.orElse(now.owner()),
                    name.orElse(now.name())));
    return new RepositoryEvent(actionOrNone(payload.action()), now, former);
  }

  private static InstallationEvent installation(InstallationPayload payload) {
    long id = installationId(payload.installation());
    return new InstallationEvent(
        actionOrNone(payload.action()), id, listed(id, payload.repositories()));
  }

  private static InstallationRepositoriesEvent installationRepositories(
      InstallationPayload payload) {
    long id = installationId(payload.installation());
    List<ListedRepository> removed = payload.repositoriesRemoved();
    return new InstallationRepositoriesEvent(
        id,
        listed(id, payload.repositoriesAdded()),
        removed == null ? List.of() : removed.stream().map(ListedRepository::id).toList());
  }
}
