package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.github.issuetagger.github.StubbedGitHub.REPO;
import static io.github.issuetagger.github.StubbedGitHub.REPOSITORY;
import static io.github.issuetagger.github.StubbedGitHub.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A person's role")
class RoleReaderTest {
  private static final String ANN = REPO + "/collaborators/ann/permission";

  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  @ParameterizedTest
  @DisplayName("is GitHub's, or what an organization's own role builds on")
  @CsvSource({
    "admin, admin, ADMIN",
    "maintain, write, MAINTAIN",
    "write, write, WRITE",
    "triage, read, TRIAGE",
    "read, read, READ",
    "none, none, NONE",
    "'', write, WRITE",
    "security-champion, write, WRITE",
    "odd, odder, NONE",
  })
  void byName(String roleName, String permission, Role role) {
    github.stub(
        get(ANN),
        okJson("{\"permission\":\"%s\",\"role_name\":\"%s\"}".formatted(permission, roleName)));

    assertThat(github.reader().role(REPOSITORY, "ann")).isEqualTo(role);
  }

  @Test
  @DisplayName("is none for an unknown account")
  void unknown() {
    github.stub(get(ANN), failure(404, "ann is not a user"));

    assertThat(github.reader().role(REPOSITORY, "ann")).isEqualTo(Role.NONE);
  }

  @Test
  @DisplayName("is remembered for a minute, however the login is written")
  void remembered() {
    github.stub(get(ANN), okJson("{\"permission\":\"write\"}"));
    github.reader().role(REPOSITORY, "ann");
    github.reader().role(REPOSITORY, "Ann");
    github.server.verify(1, getRequestedFor(urlEqualTo(ANN)));

    github.clock.advance(Duration.ofSeconds(61));
    github.reader().role(REPOSITORY, "ann");
    github.server.verify(2, getRequestedFor(urlEqualTo(ANN)));
  }

  @Test
  @DisplayName("is asked for with the login made safe")
  void escaped() {
    String path = REPO + "/collaborators/..%2Fhelper%3Fx=1/permission";
    github.stub(get(urlEqualTo(path)), okJson("{\"permission\":\"read\"}"));

    assertThat(github.reader().role(REPOSITORY, "../helper?x=1")).isEqualTo(Role.READ);
  }
}
