package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.issuetagger.github.StubbedGitHub.REPO;
import static io.github.issuetagger.github.StubbedGitHub.REPOSITORY;
import static io.github.issuetagger.github.StubbedGitHub.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A repository's labels")
class LabelsTest {
  private static final String LABELS = REPO + "/labels";
  private static final String ISSUE_LABELS = REPO + "/issues/7/labels";

  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  private static MappingBuilder getLabels() {
    return get(urlPathEqualTo(LABELS));
  }

  private static String labels(String... names) {
    return List.of(names).stream()
        .map(name -> "{\"name\":\"" + name + "\",\"description\":null,\"color\":\"ffffff\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private List<String> names() {
    return github.reader().labels(REPOSITORY).labels().stream().map(Label::name).toList();
  }

  private void verifyReads(int count) {
    github.server.verify(count, getRequestedFor(urlPathEqualTo(LABELS)));
  }

  @Nested
  @DisplayName("are read")
  class Reading {
    @Test
    @DisplayName("with their descriptions, or without")
    void descriptions() {
      github.stub(
          getLabels(),
          okJson("[{\"name\":\"bug\",\"description\":\"It is broken\"},{\"name\":\"docs\"}]"));

      assertThat(github.reader().labels(REPOSITORY).labels())
          .containsExactly(Label.of("bug", "It is broken"), Label.of("docs", ""));
    }

    @Test
    @DisplayName("from all pages")
    void pages() {
      String[] first =
          IntStream.range(0, 100).mapToObj(number -> "label-" + number).toArray(String[]::new);
      String next = "<" + github.server.baseUrl() + LABELS + "?per_page=100&page=2>; rel=\"next\"";
      github.stub(
          getLabels().withQueryParam("page", absent()),
          okJson(labels(first)).withHeader("Link", next));
      github.stub(getLabels().withQueryParam("page", equalTo("2")), okJson(labels("label-100")));

      assertThat(names()).hasSize(101).contains("label-0", "label-100");
      github.server.verify(
          2, getRequestedFor(urlPathEqualTo(LABELS)).withQueryParam("per_page", equalTo("100")));
    }

    @Test
    @DisplayName("once a minute at most")
    void remembered() {
      github.stub(getLabels(), okJson(labels("bug")));
      names();
      github.clock.advance(Duration.ofSeconds(59));
      names();
      verifyReads(1);

      github.clock.advance(Duration.ofSeconds(2));
      names();
      verifyReads(2);
    }

    @Test
    @DisplayName("are read again when a webhook reports a change, also under another name")
    void evicted() {
      github.stub(getLabels(), okJson(labels("bug")));
      names();
      github.app().caches().labelsChanged(new RepositoryRef(42, 1001, "octo", "renamed"));
      names();

      verifyReads(2);
    }

    @Test
    @DisplayName("by a conditional request that is answered 304")
    void conditional() {
      github.stub(
          getLabels().withHeader("If-None-Match", absent()),
          okJson(labels("bug"))
              .withHeader("ETag", "\"v1\"")
              .withHeader("Cache-Control", "private, max-age=60, s-maxage=60")
              .withHeader("Vary", "Accept, Authorization, Cookie, X-GitHub-OTP"));
      github.stub(
          getLabels().withHeader("If-None-Match", equalTo("\"v1\"")),
          aResponse().withStatus(304).withHeader("ETag", "\"v1\""));

      assertThat(names()).containsExactly("bug");
      github.app().caches().labelsChanged(REPOSITORY);
      assertThat(names()).containsExactly("bug");

      verifyReads(2);
      github.server.verify(
          1,
          getRequestedFor(urlPathEqualTo(LABELS)).withHeader("If-None-Match", equalTo("\"v1\"")));
    }

    @Test
    @DisplayName("are read again when the conditional request reports a change")
    void changed() {
      github.stub(
          getLabels().withHeader("If-None-Match", absent()),
          okJson(labels("bug")).withHeader("ETag", "\"v1\""));
      github.stub(
          getLabels().withHeader("If-None-Match", equalTo("\"v1\"")),
          okJson(labels("kind/bug")).withHeader("ETag", "\"v2\""));

      names();
      github.app().caches().labelsChanged(REPOSITORY);

      assertThat(names()).containsExactly("kind/bug");
    }
  }

  @Nested
  @DisplayName("are added to an issue")
  class Adding {
    @Test
    @DisplayName("in addition to the existing ones")
    void posted() {
      github.stub(getLabels(), okJson(labels("Bug", "docs")));
      github.stub(post(ISSUE_LABELS), okJson(labels("Bug", "mine")));

      assertThat(github.writer().addLabels(REPOSITORY, 7, List.of("bug"))).containsExactly("Bug");

      github.server.verify(
          1,
          postRequestedFor(urlPathEqualTo(ISSUE_LABELS))
              .withRequestBody(equalToJson("{\"labels\":[\"Bug\"]}")));
      github.server.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    @DisplayName("only if they still exist, for GitHub would create them")
    void renamedMeanwhile() {
      github.stub(getLabels(), okJson(labels("bug", "docs")));
      assertThat(names()).contains("bug");
      github.stub(getLabels(), okJson(labels("kind/bug", "docs")));
      github.stub(post(ISSUE_LABELS), okJson(labels("docs")));

      assertThat(github.writer().addLabels(REPOSITORY, 7, List.of("bug", "docs")))
          .containsExactly("docs");

      github.server.verify(
          1,
          postRequestedFor(urlPathEqualTo(ISSUE_LABELS))
              .withRequestBody(equalToJson("{\"labels\":[\"docs\"]}")));
      assertThat(names()).doesNotContain("bug");
    }

    @Test
    @DisplayName("without a call if none of them exists any more")
    void allGone() {
      github.stub(getLabels(), okJson("[]"));

      assertThat(github.writer().addLabels(REPOSITORY, 7, List.of("bug"))).isEmpty();

      github.server.verify(0, postRequestedFor(urlPathEqualTo(ISSUE_LABELS)));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410, 422})
    @DisplayName("or refused permanently if the issue is gone or hidden")
    void refused(int status) {
      github.stub(getLabels(), okJson(labels("bug")));
      github.stub(post(ISSUE_LABELS), failure(status, "no"));

      assertThatThrownBy(() -> github.writer().addLabels(REPOSITORY, 7, List.of("bug")))
          .hasMessage("POST " + ISSUE_LABELS + " answered " + status)
          .isInstanceOfSatisfying(
              GitHubException.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
    }

    @Test
    @DisplayName("and removed one by one, with any name")
    void removed() {
      github.stub(delete(urlEqualTo(ISSUE_LABELS + "/kind%2Fbug%20%3F")), okJson("[]"));

      assertThat(github.writer().removeLabel(REPOSITORY, 7, "kind/bug ?")).isTrue();
    }

    @Test
    @DisplayName("or is already removed")
    void notThere() {
      github.stub(delete(urlEqualTo(ISSUE_LABELS + "/bug")), failure(404, "no such label"));

      assertThat(github.writer().removeLabel(REPOSITORY, 7, "bug")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    @DisplayName("but never with a name that leads to all of them")
    void dots(String name) {
      assertThat(github.writer().removeLabel(REPOSITORY, 7, name)).isFalse();

      assertThat(github.server.getAllServeEvents()).isEmpty();
    }

    @Test
    @DisplayName("not at all in a dry run")
    void dryRun() {
      assertThat(new DryRunWriter().addLabels(REPOSITORY, 7, List.of("bug"))).isEmpty();
      assertThat(new DryRunWriter().removeLabel(REPOSITORY, 7, "bug")).isFalse();
      assertThat(new DryRunWriter().react(REPOSITORY, 7, 1, Reaction.ROCKET)).isTrue();

      assertThat(github.server.getAllServeEvents()).isEmpty();
    }
  }
}
