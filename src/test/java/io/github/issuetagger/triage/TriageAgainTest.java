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
  class Tried_again {
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
    void after_the_label_went_through_it_only_writes_the_comment() {
      String guid = firstTryFailsAfter("addLabels");
      assertThat(github.labels).containsExactly("bug");
      assertThat(github.comments).isEmpty();

      world.issues(guid, "opened", Map.of());

      assertThat(github.writes).isEqualTo(2);
      assertThat(github.onlyComment()).contains("<code>bug</code> | 90 % | applied");
      assertThat(world.result(guid)).isEqualTo("done");
    }

    @Test
    void after_the_comment_went_through_it_writes_no_second_one() {
      String guid = firstTryFailsAfter("putComment");

      world.issues(guid, "opened", Map.of());

      assertThat(github.comments).hasSize(1);
      assertThat(github.labels).containsExactly("bug");
      assertThat(world.result(guid)).isEqualTo("done");
    }

    @Test
    void it_respects_what_happened_in_between() {
      String guid = firstTryFailsAfter("issue");
      github.labels.add("question");

      world.issues(guid, "opened", Map.of());

      assertThat(github.labels).containsExactly("question");
      assertThat(world.result(guid)).isEqualTo("it is labelled already");
    }

    @Test
    void it_does_not_put_back_what_a_person_took_off_in_between() {
      String guid = firstTryFailsAfter("addLabels");
      github.labels.clear();
      github.removedByPeople.add("bug");

      world.issues(guid, "opened", Map.of());

      assertThat(github.labels).isEmpty();
      assertThat(github.comments).isEmpty();
    }
  }

  @Nested
  class Alone_on_an_issue {
    @Test
    void asks_to_come_back_when_another_worker_is_at_it() {
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
    void gives_the_issue_back_after_a_failure() {
      github.afterCall =
          done -> {
            throw FakeGitHub.failure(Kind.UNAVAILABLE);
          };
      assertThatThrownBy(() -> world.issues("opened")).isInstanceOf(GitHubException.class);

      assertThat(world.store.leases().tryAcquire(FakeGitHub.REPOSITORY, FakeGitHub.ISSUE))
          .isPresent();
    }

    @Test
    void stops_before_acting_when_the_issue_went_to_another_worker() {
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
