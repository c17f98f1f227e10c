package io.github.issuetagger.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.events.InstallationEvent;
import io.github.issuetagger.events.InstallationRepositoriesEvent;
import io.github.issuetagger.events.WebhookEventRouter;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.store.ImportProgress;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.store.TrainingIssue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The history import")
class HistoryImporterTest {
  @TempDir Path folder;
  private LearningWorld world;
  private SandboxRepository repository;

  @BeforeEach
  void open() {
    world = new LearningWorld(folder);
    repository = world.repository;
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void openIssues(int count) {
    for (int i = 1; i <= count; i++) {
      repository.openIssue("ann", "Issue " + i, "It is broken.", i % 2 == 0 ? "docs" : "bug");
    }
  }

  private ImportProgress readAll(int limit) {
    ImportProgress reading;
    do {
      reading = world.past.step(repository.ref(), limit);
    } while (reading.finishedAt().isEmpty());
    return reading;
  }

  @Test
  @DisplayName("stores the labels of people's issues, and their features")
  void enters() {
    openIssues(2);
    repository.openIssue("ann", "Bare", "");
    repository.openIssueAsBot("helper[bot]", "By a bot", "");
    repository.addLabel("octo", 4, "bug");

    ImportProgress reading = readAll(100);

    assertThat(reading.seen()).isEqualTo(4);
    assertThat(reading.entered()).isEqualTo(2);
    assertThat(world.standing(1)).containsExactly("bug yes MAINTAINER history");
    assertThat(world.standing(2)).containsExactly("docs yes MAINTAINER history");
    assertThat(world.standing(3)).isEmpty();
    assertThat(world.standing(4)).isEmpty();
    assertThat(world.store.issues().all(world.id()))
        .extracting(TrainingIssue::number)
        .containsExactlyInAnyOrder(1, 2);
    assertThat(world.store.issues().all(world.id()))
        .allMatch(known -> known.labelled() && known.reading().isPresent());
    assertThat(world.sandbox.unknownCalls()).isEmpty();
  }

  @Test
  @DisplayName("stops after a page and resumes there, also in another process")
  void resumes() {
    openIssues(250);

    ImportProgress first = world.past.step(repository.ref(), 1_000);
    assertThat(first.seen()).isEqualTo(100);
    assertThat(first.finishedAt()).isEmpty();
    assertThat(world.standing(250)).hasSize(1);
    assertThat(world.standing(150)).isEmpty();

    assertThat(readAll(1_000).entered()).isEqualTo(250);
    assertThat(world.embedded).hasSize(250);
    assertThat(world.past.step(repository.ref(), 1_000).entered()).isEqualTo(250);
  }

  @Test
  @DisplayName("has no second effect")
  void idempotent() {
    openIssues(3);
    readAll(100);
    List<LabelAnnotation> before = world.store.annotations().loadEffective(world.id());

    world.past.startOver(repository.ref());
    repository.comment("ann", 1, "Any news?");
    readAll(100);

    assertThat(world.store.annotations().loadEffective(world.id())).isEqualTo(before);
    assertThat(world.store.annotations().loadAll(world.id(), 1)).hasSize(1);
    assertThat(world.embedded).hasSize(3);
  }

  @Test
  @DisplayName("ends at the limit, with the newest issues")
  void limit() {
    openIssues(20);

    ImportProgress reading = readAll(5);

    assertThat(reading.entered()).isEqualTo(5);
    assertThat(world.standing(20)).hasSize(1);
    assertThat(world.standing(15)).isEmpty();
  }

  @Test
  @DisplayName("records the App's own labels as a bot's, which never override a person's")
  void own() {
    openIssues(3);
    RunStore runs = new RunStore(world.database.jdbi());
    world.store.repositories().seen(repository.ref());
    Run run = runs.begin("guid", repository.ref(), 1, "opened", world.clock.instant());
    runs.note(
        run.id(), RunAction.planned(Kind.APPLY, "Bug", 0.9, 0.7, "").done(), world.clock.instant());
    world
        .store
        .annotations()
        .add(
            new LabelAnnotation(
                world.id(),
                1,
                "bug",
                false,
                AnnotationSource.AUTHOR,
                "command",
                world.clock.instant().minus(Duration.ofDays(1))));

    readAll(100);

    assertThat(world.standing(1)).containsExactly("bug no AUTHOR command");
    assertThat(world.store.annotations().loadAll(world.id(), 1))
        .extracting(LearningWorld::text)
        .containsExactly("bug no AUTHOR command", "bug yes BOT history");
  }

  @Test
  @DisplayName("fails if GitHub is unavailable, and ends where GitHub lists no further")
  void failures() {
    openIssues(150);
    world.sandbox.failNext(1, "GET", "/issues", new Fault.BadGateway());
    assertThatThrownBy(() -> world.past.step(repository.ref(), 1_000))
        .isInstanceOf(GitHubException.class);
    assertThat(world.past.step(repository.ref(), 1_000).entered()).isEqualTo(100);

    repository.delete();
    assertThat(world.past.step(repository.ref(), 1_000).entered()).isEqualTo(100);
    assertThat(world.store.imports().find(world.id()).finishedAt()).isPresent();

    world.past.startOver(repository.ref());
    assertThatThrownBy(() -> world.past.step(repository.ref(), 1_000))
        .isInstanceOf(GitHubException.class);
  }

  @Test
  @DisplayName("starts where the App is installed")
  void installation() {
    List<Long> begun = new ArrayList<>();
    HistoryImportStarter starter = new HistoryImportStarter(world.store.repositories(), begun::add);
    WebhookEventRouter router =
        WebhookEventRouter.builder()
            .on(InstallationEvent.class, starter::handle)
            .on(InstallationRepositoriesEvent.class, starter::handle)
            .build();

    world
        .sandbox
        .deliveries()
        .forEach(sent -> LearningWorld.deliver(router, LearningWorld.delivery(sent)));
    assertThat(begun).containsExactly(world.id());
    assertThat(world.store.repositories().find(world.id())).contains(repository.ref());

    LearningWorld.deliver(
        router,
        world.delivery(
            "installation_repositories",
            Map.of(
                "action",
                "added",
                "repositories_added",
                List.of(
                    Map.of("id", 77, "full_name", "octo/new"),
                    Map.of("id", 78, "full_name", "nonsense"),
                    Map.of("id", 0, "full_name", "octo/none")))));
    LearningWorld.deliver(router, world.delivery("installation", Map.of("action", "suspend")));
    assertThat(begun).containsExactly(world.id(), 77L);
  }
}
