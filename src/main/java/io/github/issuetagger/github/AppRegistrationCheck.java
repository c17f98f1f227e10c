package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.github.AppStatus.Webhook;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import io.github.issuetagger.github.http.RestClient;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Checks the App's registration at GitHub, for people who set the App up. */
public final class AppRegistrationCheck {
  private final RestClient app;
  private final OkHttpClient anonymous;
  private final HttpUrl api;
  private final Clock clock;

  AppRegistrationCheck(RestClient app, OkHttpClient anonymous, HttpUrl api, Clock clock) {
    this.app = app;
    this.anonymous = anonymous;
    this.api = api;
    this.clock = clock;
  }

  /**
   * Returns the App's registration. Authenticates with the App's key.
   *
   * @throws GitHubException if GitHub cannot be reached or refuses the key. {@code UNAVAILABLE}
   *     with status 401 in its message means that the App's ID does not match the key, or that the
   *     clock is wrong
   */
  public AppStatus status() {
    JsonNode registration = app.get("app");
    return new AppStatus(
        registration.path("name").asText(),
        registration.path("slug").asText(),
        registration.path("permissions").properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, level -> level.getValue().asText())),
        StreamSupport.stream(registration.path("events").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.toSet()),
        webhook());
  }

  private Optional<Webhook> webhook() {
    JsonNode hook = app.get("app", "hook", "config");
    return Optional.of(hook.path("url").asText(""))
        .filter(url -> !url.isBlank())
        .map(
            url ->
                new Webhook(
                    url,
                    hook.path("content_type").asText(),
                    hook.path("insecure_ssl").asText("0").equals("0")));
  }

  /**
   * Returns how far our clock is ahead of GitHub's, to the second. Negative if our clock is behind.
   * Needs no key, because GitHub refuses the key if the clock is wrong.
   *
   * @throws GitHubException if GitHub cannot be reached or its answer has no valid date
   */
  public Duration clockAhead() {
    try (Response response = anonymous.newCall(new Request.Builder().url(api).build()).execute()) {
      String date = response.header("Date");
      if (date == null) {
        throw new GitHubException(
            Kind.UNAVAILABLE, "GitHub's answer has no valid Date header", null, null);
      }
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(theirs, clock.instant());
    } catch (DateTimeException | IOException e) {
      throw new GitHubException(
          Kind.UNAVAILABLE, "GitHub's answer has no valid Date header", null, e);
    }
  }
}
