package io.github.issuetagger.settings;

/**
 * A problem of a settings file.
 *
 * @param line the line, counted from 1
 * @param key the key as a path ({@code labels.area/ui.threshold}); empty if no key is concerned
 * @param reason what is wrong and what would be right; may quote the file
 */
public record SettingsProblem(int line, String key, String reason) {
  @Override
  public String toString() {
    return "line " + line + ": " + (key.isEmpty() ? reason : key + ": " + reason);
  }
}
