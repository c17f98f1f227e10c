package io.github.issuetagger.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Converts the text of each option to its type. Reports a problem for text that does not fit. */
final class ConfigValues {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]*)");

  private final Map<ConfigOption, String> texts;
  private final Path workingFolder;
  private final ConfigProblems problems;

  /**
   * @param workingFolder the folder that relative paths start from
   */
  ConfigValues(Map<ConfigOption, String> texts, Path workingFolder, ConfigProblems problems) {
    this.texts = Map.copyOf(texts);
    this.workingFolder = workingFolder;
    this.problems = problems;
  }

  Optional<String> text(ConfigOption option) {
    return Optional.ofNullable(texts.get(option)).or(option::standard);
  }

  Optional<Secret> secret(ConfigOption option) {
    return text(option).map(Secret::new);
  }

  /** Returns the option's text. Reports a missing option and returns an empty text for it. */
  String required(ConfigOption option, String fix) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      problems.add(option, "is missing", fix);
    }
    return text.orElse("");
  }

  int integer(ConfigOption option, int min, int max) {
    Optional<Integer> number =
        text(option).filter(text -> text.matches("\\d{1,9}")).map(Integer::parseInt);
    if (number.isEmpty() || number.get() < min || number.get() > max) {
      problems.add(
          option,
          "is not a number in the allowed range",
          "Use a number from " + min + " to " + max);
      return min;
    }
    return number.get();
  }

  /**
   * Reads a duration such as {@code 500ms}, {@code 30s}, {@code 5m} or {@code 2h}; a bare number
   * means seconds.
   */
  Duration duration(ConfigOption option, Duration min, Duration max) {
    Optional<Duration> duration = text(option).flatMap(ConfigValues::parseDuration);
    if (duration.isEmpty()
        || duration.get().compareTo(min) < 0
        || duration.get().compareTo(max) > 0) {
      problems.add(
          option,
          "is not a duration in the allowed range",
          "Use a duration from " + show(min) + " to " + show(max) + ", such as 30s or 5m");
      return min;
    }
    return duration.get();
  }

  /** Reads a size in bytes such as {@code 25MB} or {@code 512KB}; 1 KB is 1,024 bytes. */
  int bytes(ConfigOption option, int min, int max) {
    Optional<Long> size = text(option).flatMap(ConfigValues::parseBytes);
    if (size.isEmpty() || size.get() < min || size.get() > max) {
      problems.add(
          option,
          "is not a size in the allowed range",
          "Use a size from " + min / 1024 + "KB to " + max / 1024 / 1024 + "MB, such as 25MB");
      return min;
    }
    return Math.toIntExact(size.get());
  }

  <E extends Enum<E>> E oneOf(ConfigOption option, Class<E> type) {
    E[] constants = type.getEnumConstants();
    String text = text(option).orElse("").toUpperCase(Locale.ROOT);
    return Arrays.stream(constants)
        .filter(constant -> constant.name().equals(text))
        .findFirst()
        .orElseGet(
            () -> {
              String known =
                  Arrays.stream(constants)
                      .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(", "));
              problems.add(option, "is not one of its values", "Use one of " + known);
              return constants[0];
            });
  }

  Optional<Path> path(ConfigOption option) {
    try {
      return text(option).map(workingFolder::resolve).map(Path::normalize);
    } catch (InvalidPathException e) {
      problems.add(option, "is not a path", "Name a file or folder");
      return Optional.empty();
    }
  }

  private static Optional<Duration> parseDuration(String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2).toLowerCase(Locale.ROOT)) {
      case "ms" -> Optional.of(Duration.ofMillis(number));
      case "", "s" -> Optional.of(Duration.ofSeconds(number));
      case "m" -> Optional.of(Duration.ofMinutes(number));
      case "h" -> Optional.of(Duration.ofHours(number));
      default -> Optional.empty();
    };
  }

  private static Optional<Long> parseBytes(String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2).toUpperCase(Locale.ROOT)) {
      case "", "B" -> Optional.of(number);
      case "KB" -> Optional.of(number << 10);
      case "MB" -> Optional.of(number << 20);
      default -> Optional.empty();
    };
  }

  private static String show(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    return duration.toSeconds() % 3600 == 0 && !duration.isZero()
        ? duration.toHours() + "h"
        : duration.toSeconds() + "s";
  }
}
