package io.github.issuetagger.events;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.events.Payloads.Installation;
import io.github.issuetagger.events.Payloads.ListedRepository;
import io.github.issuetagger.events.Payloads.Named;
import io.github.issuetagger.events.Payloads.Repository;
import io.github.issuetagger.events.Payloads.User;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks and converts the fields that several payloads share. */
final class PayloadFields {
  private PayloadFields() {}

  static String actionOrNone(@Nullable String action) {
    return action == null ? "" : action;
  }

  static int issueNumber(int number) {
    if (number < 1) {
      throw new MalformedPayloadException("it has no issue number");
    }
    return number;
  }

  static Optional<String> name(@Nullable Named label) {
    return Optional.ofNullable(label).map(Named::name).filter(name -> !name.isBlank());
  }

  static List<String> names(@Nullable List<Named> labels) {
    return labels == null
        ? List.of()
        : labels.stream().map(Named::name).filter(Objects::nonNull).toList();
  }

  static Optional<Account> account(@Nullable User user) {
    if (user == null || user.login() == null) {
      return Optional.empty();
    }
    boolean bot = "Bot".equals(user.type()) || user.login().endsWith("[bot]");
    return Optional.of(new Account(user.login(), bot));
  }

  static Optional<Account> person(@Nullable User user) {
    return account(user).filter(account -> !account.bot());
  }

  static Instant time(@Nullable String text, Delivery delivery) {
    try {
      return text == null ? delivery.receivedAt() : Instant.parse(text);
    } catch (DateTimeException e) {
      return delivery.receivedAt();
    }
  }

  static long installationId(@Nullable Installation installation) {
    long id = required(installation, "installation").id();
    if (id < 1) {
      throw new MalformedPayloadException("it has no installation id");
    }
    return id;
  }

  static RepositoryRef repositoryRef(
      @Nullable Installation installation, @Nullable Repository repository) {
    long installationId = installationId(installation);
    Repository named = required(repository, "repository");
    User owner = required(named.owner(), "repository.owner");
    return checkedRef(
        installationId,
        named.id(),
        required(owner.login(), "repository.owner.login"),
        required(named.name(), "repository.name"));
  }

  static RepositoryRef checkedRef(long installation, long id, String owner, String name) {
    if (id < 1) {
      throw new MalformedPayloadException("it has no repository id");
    }
    try {
      return new RepositoryRef(installation, id, owner, name);
    } catch (IllegalArgumentException e) {
      throw new MalformedPayloadException("its repository has an impossible name");
    }
  }

  /** Returns the repositories of a list. Leaves out those without a usable id or name. */
  static List<RepositoryRef> listed(
      long installation, @Nullable List<ListedRepository> repositories) {
    return repositories == null
        ? List.of()
        : repositories.stream().flatMap(named -> listed(installation, named)).toList();
  }

  private static Stream<RepositoryRef> listed(long installation, ListedRepository named) {
    String fullName = named.fullName();
    String[] parts = fullName == null ? new String[0] : fullName.split("/", -1);
    if (parts.length != 2) {
      return Stream.empty();
    }
    try {
      return Stream.of(checkedRef(installation, named.id(), parts[0], parts[1]));
    } catch (MalformedPayloadException e) {
      return Stream.empty();
    }
  }

  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new MalformedPayloadException("it has no " + field);
    }
    return value;
  }
}
