package io.github.issuetagger.sandbox.state;

import io.github.issuetagger.domain.LabelCatalog;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The data of a repository. Guarded by the lock of {@link SandboxState}. */
public final class RepositoryState {
  /** The repository and number of an issue after its transfer. */
  public record NewHome(long repositoryId, int number) {}

  public final long id;
  public final SandboxUser owner;
  final String description;
  final Instant createdAt;
  final Map<String, SandboxLabel> labels = new LinkedHashMap<>();
  public final TreeMap<Integer, SandboxIssue> issues = new TreeMap<>();
  public final Map<Integer, NewHome> transferred = new HashMap<>();
  public final Map<String, byte[]> files = new HashMap<>();
  public final Map<String, String> roles = new HashMap<>();
  private String name;
  private int lastNumber;

  RepositoryState(long id, SandboxUser owner, String name, String description, Instant createdAt) {
    this.id = id;
    this.owner = owner;
    this.name = name;
    this.description = description;
    this.createdAt = createdAt;
    roles.put(owner.login(), "admin");
  }

  public RepositoryInfo info() {
    int open = (int) issues.values().stream().filter(SandboxIssue::open).count();
    return new RepositoryInfo(id, owner, name, description, createdAt, open);
  }

  void rename(String newName) {
    name = newName;
  }

  int nextNumber() {
    return ++lastNumber;
  }

  /** Returns true if the issue with that number existed and was deleted. */
  boolean deleted(int number) {
    return number >= 1
        && number <= lastNumber
        && !issues.containsKey(number)
        && !transferred.containsKey(number);
  }

  public Optional<SandboxLabel> label(String labelName) {
    return Optional.ofNullable(labels.get(LabelCatalog.key(labelName)));
  }

  public List<SandboxLabel> labelList() {
    return List.copyOf(labels.values());
  }
}
