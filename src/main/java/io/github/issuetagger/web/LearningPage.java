package io.github.issuetagger.web;

import io.github.issuetagger.config.Secret;
import io.github.issuetagger.store.ImportProgress;
import io.github.issuetagger.store.LearningProgress;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.text.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows the App's learning progress on a page. The page asks for a password, because it names
 * repositories, including private ones. It changes nothing.
 */
public final class LearningPage {
  private static final String PATH = "/learning";
  private static final String STYLE = "/static/pages.css";
  private static final String ICON = "/static/icon.svg";
  private static final int REFRESH_SECONDS = 15;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final BasicPassword password;
  private final Supplier<List<LearningProgress>> progress;
  private final Clock clock;
  private final Templates templates = Templates.ofPages();

  /**
   * @param password the page's password
   * @param progress called for each request
   */
  public LearningPage(Secret password, Supplier<List<LearningProgress>> progress, Clock clock) {
    this.password = new BasicPassword(password);
    this.progress = progress;
    this.clock = clock;
  }

  /** Registers the page, its style sheet and its icon. */
  public void register(RoutesConfig routes) {
    byte[] style = read("/app" + STYLE);
    byte[] icon = read("/app" + ICON);
    routes.get(PATH, this::show);
    routes.get(STYLE, context -> context.contentType("text/css").result(style));
    routes.get(ICON, context -> context.contentType("image/svg+xml").result(icon));
  }

  private void show(Context context) {
    context.header("Cache-Control", "no-store");
    if (!password.allows(context.header("Authorization"))) {
      context
          .status(HttpStatus.UNAUTHORIZED)
          .header("WWW-Authenticate", BasicPassword.CHALLENGE)
          .result("This page requires the password that is set in PAGES_PASSWORD.\n");
      return;
    }
    context.html(
        templates.render(
            "learning.jte",
            new LearningPageModel(
                REFRESH_SECONDS,
                TIME.format(clock.instant()),
                progress.get().stream().map(LearningPage::row).toList())));
  }

  private static LearningPageModel.Row row(LearningProgress progress) {
    Optional<ModelVersion> serving = progress.serving();
    return new LearningPageModel.Row(
        progress.owner() + "/" + progress.name(),
        history(progress.historyImport()),
        progress.historyImport().finishedAt().isPresent(),
        progress.examples() + " on " + progress.issues() + " issues",
        serving.map(version -> "version " + version.number()).orElse("none: zero-shot"),
        serving.map(version -> figures(version.figures())).orElse(""),
        serving.map(version -> TIME.format(version.createdAt())).orElse(""));
  }

  private static String history(ImportProgress progress) {
    Optional<Instant> end = progress.finishedAt();
    return progress.entered()
        + " labeled of "
        + progress.seen()
        + " read; "
        + end.map(time -> "finished " + TIME.format(time))
            .orElse(progress.seen() == 0 ? "not started" : "in progress");
  }

  private static String figures(ModelVersion.Figures figures) {
    return String.format(
        Locale.ROOT,
        "micro-F1 %.3f, log loss %.4f; %d labels, %d issues",
        figures.microF1(),
        figures.logLoss(),
        figures.labels(),
        figures.examples());
  }

  private static byte[] read(String path) {
    try (InputStream in = LearningPage.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
