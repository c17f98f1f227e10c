package io.github.issuetagger.github;

import java.util.List;
import java.util.Map;

/** The permissions that the App's calls need. {@code app.yml} requests exactly these. */
public enum RequiredPermission {
  ISSUES("issues", "write", "to read issues, add labels and write its one comment"),
  METADATA("metadata", "read", "to see the repository, its labels and who may do what"),
  CONTENTS("contents", "read", "to read the settings file");

  private static final List<String> LEVELS = List.of("read", "write", "admin");

  private final String key;
  private final String level;
  private final String reason;

  RequiredPermission(String key, String level, String reason) {
    this.key = key;
    this.level = level;
    this.reason = reason;
  }

  /** Returns GitHub's name of the permission. */
  public String key() {
    return key;
  }

  /** Returns the lowest sufficient level: {@code read} or {@code write}. */
  public String level() {
    return level;
  }

  /** Returns what the App needs the permission for, for people. */
  public String reason() {
    return reason;
  }

  /**
   * Returns true if the granted permissions include this one. The map has the level of each
   * permission.
   */
  public boolean grantedBy(Map<String, String> permissions) {
    return LEVELS.indexOf(permissions.getOrDefault(key, "")) >= LEVELS.indexOf(level);
  }
}
