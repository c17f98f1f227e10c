package io.github.issuetagger.config;

import io.github.issuetagger.text.NameSuggestion;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a properties or YAML file into flat keys. Problems never quote the file. */
final class ConfigFile {
  private static final String KEY = ConfigOption.FILE_VARIABLE;

  private final Path file;
  private final ConfigProblems problems;

  ConfigFile(Path file, ConfigProblems problems) {
    this.file = file;
    this.problems = problems;
  }

  Map<String, String> read() {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
    if (!yaml && !name.endsWith(".properties")) {
      refuse("names a file of an unknown type", "Name a .properties, .yml or .yaml file");
      return Map.of();
    }
    Optional<String> text = text();
    if (text.isEmpty()) {
      return Map.of();
    }
    Map<String, String> values = yaml ? yaml(text.get()) : properties(text.get());
    values.keySet().forEach(this::checkKnown);
    return values;
  }

  private Optional<String> text() {
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      refuse("names a file that is not UTF-8", "Save " + file + " as UTF-8");
    } catch (IOException e) {
      refuse("names a file that cannot be read", "Check that " + file + " exists and is readable");
    }
    return Optional.empty();
  }

  private Map<String, String> properties(String text) {
    Properties read = new Properties();
    try {
      read.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      // Thrown for a broken \\uXXXX escape.
      refuse("names a file with a broken escape", "Write a backslash as \\\\ in " + file);
    }
    Map<String, String> values = new LinkedHashMap<>();
    read.stringPropertyNames().forEach(key -> values.put(key, read.getProperty(key)));
    return values;
  }

  private Map<String, String> yaml(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      Object root = new Load(LoadSettings.builder().build()).loadFromString(text);
      if (root instanceof Map<?, ?> map) {
        flatten("", map, values);
      } else if (root != null) {
        refuse("names a YAML file without keys", "Write \"key: value\" lines in " + file);
      }
    } catch (MarkedYamlEngineException e) {
      // Leave its message out, because it quotes the line, which may contain a secret.
      refuse("names a file that is not YAML" + place(e), "Fix that line in " + file);
    } catch (YamlEngineException e) {
      refuse("names a file that is not YAML", "Fix " + file);
    }
    return values;
  }

  private static String place(MarkedYamlEngineException failure) {
    return failure
        .getProblemMark()
        .map(Mark::getLine)
        .map(l -> " (line " + (l + 1) + ")")
        .orElse("");
  }

  private void flatten(String prefix, Map<?, ?> map, Map<String, String> values) {
    map.forEach(
        (name, value) -> {
          String key = prefix + name;
          if (value instanceof Map<?, ?> nested) {
            flatten(key + ".", nested, values);
          } else if (value instanceof Collection<?>) {
            problems.add(new ConfigProblem(key, "", "is a list", "Write a single value"));
          } else if (value != null) {
            values.put(key, value.toString());
          }
        });
  }

  private void checkKnown(String key) {
    for (ConfigOption option : ConfigOption.values()) {
      if (option.key().equals(key)) {
        return;
      }
    }
    String fix =
        NameSuggestion.near(
                key, Arrays.stream(ConfigOption.values()).map(ConfigOption::key).toList())
            .map(near -> "Did you mean \"" + near + "\"?")
            .orElse("Remove it; --help lists all options");
    problems.add(new ConfigProblem(key, "", "is not an option", fix));
  }

  private void refuse(String problem, String fix) {
    problems.add(new ConfigProblem(KEY, "", problem, fix));
  }
}
