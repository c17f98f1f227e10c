package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a delivery is tried again, or two meet on one issue. */
class TriageAgainTest {
  @TempDir Path folder;
  private TriageWorld world;
  private FakeGitHub github;
  private FakePredictor predictor;

  @BeforeEach
  void open() {
    world = new TriageWorld(folder);
    github = world.github;
    predictor = world.predictor;
    predictor.scores.put("bug", 0.9);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Nested
  @DisplayName("Retried")
  class TriedAgain {
    @BeforeEach
    void apply() {
      github.settings("mode: apply");
    }

    private String firstTryFailsAfter(String call) {
      github.afterCall =
          done -> {
            if (done.equals(call)) {
              throw FakeGitHub.failure(Kind.UNAVAILABLE);
            }
          };
      assertThatThrownBy(() -> world.issues("guid", "opened", Map.of()))
          .isInstanceOf(GitHubException.class);
      github.afterCall = done -> {};
      return "guid";
    }

    @Test
    @DisplayName("after the label was added it only writes the comment")
    void afterTheLabelWentThroughItOnlyWritesTheComment() {
      String guid = firstTryFailsAfter("addLabels");
      assertThat(github.labels).containsExactly("bug");
      assertThat(github.comments).isEmpty();

      world.issues(guid, "opened", Map.of());

      assertThat(github.writes).isEqualTo(2);
      assertThat(github.onlyComment()).contains("<code>bug</code> | 90 % | applied");
      assertThat(world.result(guid)).isEqualTo("done");
    }

    @Test
    @DisplayName("after the comment was written it writes no second one")
    void afterTheCommentWentThroughItWritesNoSecondOne() {
      String guid = firstTryFailsAfter("putComment");

      world.issues(guid, "opened", Map.of());

      assertThat(github.comments).hasSize(1);
      assertThat(github.labels).containsExactly("bug");
      assertThat(world.result(guid)).isEqualTo("done");
    }

    @Test
    @DisplayName("it respects changes made in between")
    void itRespectsWhatHappenedInBetween() {
      String guid = firstTryFailsAfter("issue");
      github.labels.add("question");

      world.issues(guid, "opened", Map.of());

      assertThat(github.labels).containsExactly("question");
      assertThat(world.result(guid)).isEqualTo("it is labeled already");
    }

    @Test
    @DisplayName("it does not add a label that a person removed in between")
    void itDoesNotPutBackWhatAPersonTookOffInBetween() {
      String guid = firstTryFailsAfter("addLabels");
      github.labels.clear();
      github.removedByPeople.add("bug");

      world.issues(guid, "opened", Map.of());

      assertThat(github.labels).isEmpty();
      assertThat(github.comments).isEmpty();
    }
  }

  @Nested
  @DisplayName("With a lease on an issue")
  class AloneOnAnIssue {
    @Test
    @DisplayName("asks for a retry if another worker holds the issue")
    void asksToComeBackWhenAnotherWorkerIsAtIt() {
      try (Lease other =
          world.store.leases().tryAcquire(FakeGitHub.REPOSITORY, FakeGitHub.ISSUE).orElseThrow()) {
        assertThatThrownBy(() -> world.issues("guid", "opened", Map.of()))
            .isInstanceOfSatisfying(
                IssueBusyException.class,
                busy -> assertThat(busy.retryAt()).isAfter(TriageWorld.NOON));
        assertThat(other.renew()).isTrue();
      }
      assertThat(github.writes).isZero();

      world.issues("guid", "opened", Map.of());
      assertThat(github.comments).hasSize(1);
    }

    @Test
    @DisplayName("releases the issue after a failure")
    void givesTheIssueBackAfterAFailure() {
      github.afterCall =
          done -> {
            throw FakeGitHub.failure(Kind.UNAVAILABLE);
          };
      assertThatThrownBy(() -> world.issues("opened")).isInstanceOf(GitHubException.class);

      assertThat(world.store.leases().tryAcquire(FakeGitHub.REPOSITORY, FakeGitHub.ISSUE))
          .isPresent();
    }

    @Test
    @DisplayName("stops before acting if another worker took over the issue")
    void stopsBeforeActingWhenTheIssueWentToAnotherWorker() {
      AtomicReference<Optional<Lease>> other = new AtomicReference<>(Optional.empty());
      predictor.whileThinking =
          () -> {
            world.store.leases().releaseAll();
            other.set(world.store.leases().tryAcquire(FakeGitHub.REPOSITORY, FakeGitHub.ISSUE));
          };

      assertThatThrownBy(() -> world.issues("opened")).isInstanceOf(IssueBusyException.class);

      assertThat(github.writes).isZero();
      assertThat(other.get()).hasValueSatisfying(lease -> assertThat(lease.renew()).isTrue());
    }
  }
}
