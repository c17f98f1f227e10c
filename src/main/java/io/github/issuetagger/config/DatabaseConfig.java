package io.github.issuetagger.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the App stores its data.
 *
 * @param jdbcUrl {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://…}, without credentials
 * @param user the database user
 * @param password the database user's password
 */
public record DatabaseConfig(String jdbcUrl, Optional<String> user, Optional<Secret> password) {
  private static final Pattern POSTGRES =
      Pattern.compile(
          "(?:jdbc:)?(?:postgres|postgresql)://(?:(?<login>[^/?#]*)@)?"
              + "(?<hosts>[^/?#@]+)/(?<name>[^/?#]+)(?:\\?(?<query>[^#]*))?");

  /** The parameters that libpq and the JDBC driver spell differently. */
  private static final Map<String, String> JDBC_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "keepalives", "tcpKeepAlive");

  /** Returns whether this is SQLite, the default for a single machine. */
  public boolean sqlite() {
    return jdbcUrl.startsWith("jdbc:sqlite:");
  }

  /**
   * Parses a database URL as hosting services provide it. Moves the credentials out of the URL, so
   * that the URL can be shown. Returns empty if it is not a SQLite or PostgreSQL URL.
   */
  static Optional<DatabaseConfig> parse(String text) {
    String url = text.strip();
    if (url.startsWith("jdbc:sqlite:") && url.length() > "jdbc:sqlite:".length()) {
      return Optional.of(new DatabaseConfig(url, Optional.empty(), Optional.empty()));
    }
    Matcher matcher = POSTGRES.matcher(url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(postgres(matcher));
    } catch (IllegalArgumentException e) {
      // The URL has an invalid percent escape.
      return Optional.empty();
    }
  }

  private static DatabaseConfig postgres(Matcher url) {
    Map<String, String> parameters = parameters(url.group("query"));
    String[] login = Optional.ofNullable(url.group("login")).orElse("").split(":", 2);
    Optional<String> user =
        present(decode(login[0])).or(() -> Optional.ofNullable(parameters.get("user")));
    Optional<String> password =
        (login.length == 2 ? present(decode(login[1])) : Optional.<String>empty())
            .or(() -> Optional.ofNullable(parameters.get("password")));
    String query =
        parameters.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("user") && !entry.getKey().equals("password"))
            .map(
                entry ->
                    JDBC_NAMES.getOrDefault(entry.getKey(), entry.getKey())
                        + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return new DatabaseConfig(
        "jdbc:postgresql://"
            + url.group("hosts")
            + "/"
            + url.group("name")
            + (query.isEmpty() ? "" : "?" + query),
        user,
        password.flatMap(DatabaseConfig::present).map(Secret::new));
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        if (parts.length == 2) {
          parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
      }
    }
    return parameters;
  }

  /** Decodes percent escapes only, because a plus in a login means a plus, unlike in a query. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
