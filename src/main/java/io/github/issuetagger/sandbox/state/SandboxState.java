package io.github.issuetagger.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.domain.LabelCatalog;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The data of the sandbox, guarded by this object's monitor. Code that reads or changes a {@link
 * RepositoryState} must hold the monitor. Changes are published while it is held, so webhooks are
 * created in the order of the changes.
 */
public final class SandboxState {
  private final Clock clock;
  private final Consumer<SandboxChange> publisher;
  private final SandboxUser bot;
  private final AtomicLong ids = new AtomicLong(1_000);
  private final Map<String, SandboxUser> users = new LinkedHashMap<>();
  private final Map<String, SandboxInstallation> installations = new LinkedHashMap<>();
  private final Map<Long, RepositoryState> repositories = new LinkedHashMap<>();
  private final Map<String, Long> names = new LinkedHashMap<>();

  public SandboxState(Clock clock, String slug, Consumer<SandboxChange> publisher) {
    this.clock = clock;
    this.publisher = publisher;
    this.bot = account(slug + "[bot]", SandboxUser.Type.BOT);
  }

  public Instant now() {
    return clock.instant();
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  /** Returns the App as an author. */
  public SandboxActor app() {
    return new SandboxActor(bot, true);
  }

  /** Returns the person with that login. Creates the account if it is missing. */
  public SandboxUser person(String login) {
    return account(login, SandboxUser.Type.PERSON);
  }

  synchronized SandboxUser account(String login, SandboxUser.Type type) {
    return users.computeIfAbsent(
        LabelCatalog.key(login), key -> new SandboxUser(nextId(), login, type));
  }

  public synchronized Optional<SandboxUser> findUser(String login) {
    return Optional.ofNullable(users.get(LabelCatalog.key(login)));
  }

  public synchronized List<SandboxInstallation> installations() {
    return List.copyOf(installations.values());
  }

  public synchronized Optional<SandboxInstallation> installation(long id) {
    return installations.values().stream().filter(each -> each.id() == id).findFirst();
  }

  /** Returns the owner's installation. Creates it if it is missing. */
  public synchronized SandboxInstallation installationOf(SandboxUser owner) {
    return installations.computeIfAbsent(
        owner.login(), login -> new SandboxInstallation(nextId(), owner, now()));
  }

  /** Creates an empty repository. */
  public synchronized RepositoryState addRepository(
      SandboxUser owner, String name, String description) {
    String key = nameKey(owner.login(), name);
    if (names.containsKey(key) && findByName(owner.login(), name).isPresent()) {
      throw ApiException.invalid("name already exists on this account");
    }
    RepositoryState repository = new RepositoryState(nextId(), owner, name, description, now());
    repositories.put(repository.id, repository);
    names.put(key, repository.id);
    return repository;
  }

  /** Renames the repository. The old name still leads to it. */
  synchronized void rename(RepositoryState repository, String newName) {
    repository.rename(newName);
    names.put(nameKey(repository.owner.login(), newName), repository.id);
  }

  synchronized void remove(RepositoryState repository) {
    repositories.remove(repository.id);
  }

  public synchronized Optional<RepositoryState> repository(long id) {
    return Optional.ofNullable(repositories.get(id));
  }

  /** Returns the repository that has that name now. */
  public synchronized Optional<RepositoryState> findByName(String owner, String name) {
    return findByAnyName(owner, name).filter(found -> found.info().name().equalsIgnoreCase(name));
  }

  /** Returns the repository that has or had that name. */
  public synchronized Optional<RepositoryState> findByAnyName(String owner, String name) {
    return Optional.ofNullable(names.get(nameKey(owner, name))).flatMap(this::repository);
  }

  public synchronized List<RepositoryState> repositories() {
    return List.copyOf(repositories.values());
  }

  public synchronized List<RepositoryState> repositoriesOf(SandboxInstallation installation) {
    List<RepositoryState> result = new ArrayList<>();
    for (RepositoryState each : repositories.values()) {
      if (each.owner.equals(installation.account())) {
        result.add(each);
      }
    }
    return result;
  }

  /** Creates an event of an issue. */
  SandboxEvent event(SandboxActor actor, String name, Optional<SandboxLabel> label) {
    return new SandboxEvent(nextId(), actor.user(), name, label, now(), actor.viaApp());
  }

  void publish(
      String event,
      String action,
      RepositoryState repository,
      Optional<SandboxIssue> issue,
      SandboxActor actor,
      ObjectNode details) {
    publisher.accept(
        new SandboxChange(
            event,
            action,
            installationOf(repository.owner),
            Optional.of(repository.info()),
            issue,
            actor,
            details));
  }

  private static String nameKey(String owner, String name) {
    return LabelCatalog.key(owner + "/" + name);
  }
}
