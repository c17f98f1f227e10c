package io.github.issuetagger.cli;

import io.github.issuetagger.github.AppRegistrationCheck;
import io.github.issuetagger.github.AppStatus;
import io.github.issuetagger.github.RequiredEvent;
import io.github.issuetagger.github.RequiredPermission;
import io.github.issuetagger.github.http.GitHubException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the App's registration: the clock, the key, permissions, events and the webhook. */
final class GitHubCheck {
  /** GitHub accepts tokens that are up to a minute off. Warn at half of that. */
  private static final Duration TOLERABLE_SKEW = Duration.ofSeconds(30);

  private static final String APP_SETTINGS = "on the App's settings page";

  private final AppRegistrationCheck github;
  private final Optional<String> webhookPath;

  /**
   * @param webhookPath the path where the App listens, if the configuration is valid
   */
  GitHubCheck(AppRegistrationCheck github, Optional<String> webhookPath) {
    this.github = github;
    this.webhookPath = webhookPath;
  }

  List<DoctorFinding> run() {
    return Stream.concat(Stream.of(clock()), registration().stream()).toList();
  }

  private DoctorFinding clock() {
    try {
      Duration ahead = github.clockAhead();
      String side = ahead.isNegative() ? " s behind GitHub's" : " s ahead of GitHub's";
      String detail = ahead.abs().toSeconds() + side;
      return ahead.abs().compareTo(TOLERABLE_SKEW) <= 0
          ? DoctorFinding.good("clock", detail)
          : DoctorFinding.bad(
              "clock", detail, "Synchronize this machine's clock, for example by NTP");
    } catch (GitHubException e) {
      return DoctorFinding.bad(
          "GitHub's API", e, "Check GITHUB_API_URL and this machine's network");
    }
  }

  private List<DoctorFinding> registration() {
    try {
      AppStatus app = github.status();
      return List.of(
          DoctorFinding.good("sign-in", "GitHub knows the App as " + app.slug()),
          permissions(app.missingPermissions()),
          events(app.missingEvents()),
          app.webhook().map(this::webhook).orElseGet(GitHubCheck::noWebhook));
    } catch (GitHubException e) {
      return List.of(
          DoctorFinding.bad(
              "sign-in",
              e,
              "Check that APP_ID and the private key belong to the same App, and check the clock"));
    }
  }

  private static DoctorFinding permissions(List<RequiredPermission> missing) {
    String grants =
        missing.stream()
            .map(needed -> needed.key() + ": " + needed.level() + " (" + needed.reason() + ")")
            .collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? DoctorFinding.good("permissions", "complete")
        : DoctorFinding.bad(
            "permissions",
            missing.size() + " missing",
            "Grant " + grants + " " + APP_SETTINGS + ", then accept them in each installation");
  }

  private static DoctorFinding events(List<RequiredEvent> missing) {
    String events = missing.stream().map(RequiredEvent::key).collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? DoctorFinding.good("events", "complete")
        : DoctorFinding.bad(
            "events", missing.size() + " missing", "Subscribe to " + events + " " + APP_SETTINGS);
  }

  private static DoctorFinding noWebhook() {
    return DoctorFinding.bad("webhook", "no URL is set", "Set it " + APP_SETTINGS);
  }

  private DoctorFinding webhook(AppStatus.Webhook webhook) {
    if (!webhook.contentType().equals("json")) {
      return DoctorFinding.bad(
          "webhook",
          "the content type is " + webhook.contentType(),
          "Choose application/json " + APP_SETTINGS);
    }
    if (webhookPath.isPresent() && !webhook.url().endsWith(webhookPath.get())) {
      return DoctorFinding.bad(
          "webhook",
          "GitHub posts to " + webhook.url() + ", but the App listens at " + webhookPath.get(),
          "Change the URL " + APP_SETTINGS + ", or WEBHOOK_PATH, unless a proxy rewrites it");
    }
    return webhook.verifiesTls()
        ? DoctorFinding.good("webhook", webhook.url())
        : DoctorFinding.bad(
            "webhook",
            "GitHub does not verify the certificate",
            "Enable SSL verification " + APP_SETTINGS);
  }
}
