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
 * Reads the database URLs that hosting services hand out. Credentials are taken out of the URL, so
 * that it can be shown.
 */
final class DatabaseUrl {
  private static final Pattern POSTGRES =
      Pattern.compile(
          "(?:jdbc:)?(?:postgres|postgresql)://(?:(?<login>[^/?#]*)@)?"
              + "(?<hosts>[^/?#@]+)/(?<name>[^/?#]+)(?:\\?(?<query>[^#]*))?");

  /** Parameters that libpq and the JDBC driver spell differently. */
  private static final Map<String, String> JDBC_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "keepalives", "tcpKeepAlive");

  private DatabaseUrl() {}

  /** The database that the URL names; empty when it is no URL of a kind that is known. */
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
      // A broken percent escape.
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
        password.flatMap(DatabaseUrl::present).map(Secret::new));
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

  /** Percent escapes only: in a login, unlike in a query, a plus is a plus. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
