package io.github.issuetagger.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.store.TrainingIssue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A label change")
class LabelChangeHandlerTest {
  @TempDir Path folder;
  private LearningWorld world;
  private SandboxRepository repository;
  private int issue;

  @BeforeEach
  void open() {
    world = new LearningWorld(folder);
    repository = world.repository;
    issue = repository.openIssue("ann", "Cart is empty", "It is.").number();
    world.deliver();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private List<String> standing() {
    world.deliver();
    return world.standing(issue);
  }

  @Nested
  @DisplayName("is recorded with the role of its sender")
  class Who {
    @Test
    @DisplayName("a maintainer, who overrides all others")
    void maintainer() {
      repository.addLabel("issue-tagger[bot]", issue, "bug");
      world.clock.advance(Duration.ofMinutes(1));
      repository.removeLabel("mia", issue, "bug");
      world.clock.advance(Duration.ofMinutes(1));
      repository.addLabel("issue-tagger[bot]", issue, "bug");

      assertThat(standing()).containsExactly("bug no MAINTAINER unlabeled");
      assertThat(world.store.annotations().loadAll(world.id(), issue)).hasSize(3);
    }

    @Test
    @DisplayName("the author without rights, as from a form")
    void author() {
      repository.addLabel("ann", issue, "bug");

      assertThat(standing()).containsExactly("bug yes AUTHOR labeled");
    }

    @Test
    @DisplayName("an author with rights as a maintainer")
    void owner() {
      issue = repository.openIssue("mia", "Prices", "").number();
      repository.addLabel("mia", issue, "docs");

      assertThat(standing()).containsExactly("docs yes MAINTAINER labeled");
    }

    @Test
    @DisplayName("a bot, without an inference for it")
    void robot() {
      github("labeled", Map.of("label", Map.of("name", "bug"), "sender", bot()));

      assertThat(standing()).containsExactly("bug yes BOT labeled");
      assertThat(world.embedded).isEmpty();
    }

    @Test
    @DisplayName("but not on an issue that a bot opened")
    void issueOfABot() {
      issue =
          world
              .github
              .writer()
              .openIssue(repository.ref(), "<!-- mark -->", "A report", "<!-- mark -->")
              .orElseThrow();
      repository.addLabel("mia", issue, "docs");
      repository.removeLabel("mia", issue, "docs");

      assertThat(standing()).isEmpty();
      assertThat(world.embedded).isEmpty();
    }

    @Test
    @DisplayName("but not if the sender has no say")
    void stranger() {
      repository.role("eve", "read").addLabel("eve", issue, "bug");

      assertThat(standing()).isEmpty();
    }
  }

  @Nested
  @DisplayName("at the opening of an issue is recorded")
  class Opened {
    @Test
    @DisplayName("as the template's if the author may not label")
    void template() {
      github("opened", Map.of("sender", person("ann")));

      assertThat(standing()).containsExactly("docs yes TEMPLATE opened");
    }

    @Test
    @DisplayName("as the author's, who may have chosen them")
    void chosen() {
      repository.role("ann", "triage");

      github("opened", Map.of("sender", person("ann")));

      assertThat(standing()).containsExactly("docs yes AUTHOR opened");
    }

    @Test
    @DisplayName("as the mover's if the issue came from another repository")
    void moved() {
      github(
          "opened",
          Map.of("sender", person("mia"), "changes", Map.of("old_issue", Map.of("number", 1))));

      assertThat(standing()).containsExactly("docs yes MAINTAINER transferred");
    }
  }

  @Nested
  @DisplayName("stores about the issue")
  class Keeps {
    @Test
    @DisplayName("its features, once per text")
    void reading() {
      repository.addLabel("mia", issue, "bug");
      repository.addLabel("mia", issue, "docs");
      world.deliver();

      TrainingIssue known = world.store.issues().find(world.id(), issue).orElseThrow();
      assertThat(known.labelled()).isTrue();
      assertThat(known.reading().orElseThrow().embedding().encoder()).isEqualTo("lengths 1.0");
      assertThat(known.reading().orElseThrow().features()).isPresent();
      assertThat(world.embedded).hasSize(1);

      repository.editIssue("ann", issue, "Cart is full", "It is.");
      repository.removeLabel("mia", issue, "docs");
      world.deliver();

      assertThat(world.embedded).hasSize(2);
    }

    @Test
    @DisplayName("that it was closed as not planned, until it is reopened")
    void notPlanned() {
      Map<String, Object> closed = new HashMap<>(issue());
      closed.put("state_reason", "not_planned");
      world.deliver("issues", Map.of("action", "closed", "issue", closed));
      assertThat(known().notPlanned()).isTrue();

      repository.addLabel("mia", issue, "bug");
      world.deliver();
      assertThat(known().notPlanned()).isTrue();

      github("reopened", Map.of());
      assertThat(known().notPlanned()).isFalse();
    }

    private TrainingIssue known() {
      return world.store.issues().find(world.id(), issue).orElseThrow();
    }
  }

  @Nested
  @DisplayName("tracks")
  class Follows {
    @BeforeEach
    void label() {
      repository.addLabel("mia", issue, "bug");
      world.deliver();
    }

    @Test
    @DisplayName("a label that is renamed or deleted")
    void labels() {
      repository.renameLabel("bug", "kind/bug");
      assertThat(standing()).containsExactly("kind/bug yes MAINTAINER labeled");

      repository.deleteLabel("kind/bug");
      assertThat(standing()).isEmpty();
    }

    @Test
    @DisplayName("an issue that is deleted or transferred")
    void issues() {
      int other = repository.openIssue("ann", "Other", "").number();
      repository.addLabel("mia", other, "bug");
      world.deliver();

      repository.deleteIssue("octo", issue);
      repository.transferIssue("octo", other, world.sandbox.createRepository("octo/old", ""));
      world.deliver();

      assertThat(world.store.annotations().loadEffective(world.id())).isEmpty();
      assertThat(world.store.issues().all(world.id())).isEmpty();
    }

    @Test
    @DisplayName("no change without a label name")
    void namelessLabel() {
      github("unlabeled", Map.of("sender", person("mia")));

      assertThat(standing()).containsExactly("bug yes MAINTAINER labeled");
    }
  }

  @Test
  @DisplayName("has no second effect if it is delivered twice")
  void redelivery() {
    repository.addLabel("mia", issue, "bug");
    repository.removeLabel("mia", issue, "bug");
    world.deliver();

    world.redeliver();

    assertThat(world.store.annotations().loadAll(world.id(), issue)).hasSize(2);
  }

  @Test
  @DisplayName("is retried if GitHub is unavailable")
  void failures() {
    world.sandbox.failNext(1, "GET", "/permission", new Fault.BadGateway());
    repository.addLabel("mia", issue, "bug");
    assertThatThrownBy(() -> world.deliver()).isInstanceOf(GitHubException.class);

    assertThat(standing()).containsExactly("bug yes MAINTAINER labeled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "3", "{}", "{\"action\": [\"labeled\"]}", "nonsense"})
  @DisplayName("is ignored if GitHub would not send it")
  void malformed(String payload) {
    for (String event : List.of("issues", "label", "issue_comment", "")) {
      assertThatCode(() -> world.deliver(event, payload.getBytes(StandardCharsets.UTF_8)))
          .doesNotThrowAnyException();
    }
    github("labeled", Map.of("label", Map.of("name", "bug")));
    github("something_new", Map.of("label", Map.of("name", "bug"), "sender", person("mia")));
    assertThat(standing()).isEmpty();
  }

  private Map<String, Object> issue() {
    return Map.of(
        "number",
        issue,
        "user",
        person("ann"),
        "labels",
        List.of(Map.of("name", "docs")),
        "created_at",
        "2026-11-23T11:00:00Z",
        "updated_at",
        "2026-11-23T11:30:00Z");
  }

  private void github(String action, Map<String, Object> more) {
    Map<String, Object> payload = new HashMap<>(more);
    payload.put("action", action);
    payload.put("issue", issue());
    world.deliver("issues", payload);
  }

  private static Map<String, Object> person(String login) {
    return Map.of("login", login, "type", "User");
  }

  private static Map<String, Object> bot() {
    return Map.of("login", "helper[bot]", "type", "Bot");
  }
}
