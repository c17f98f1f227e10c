package io.github.issuetagger.e2e;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** GitHub's answers, stubbed one by one, so that each can go wrong as it does in the world. */
final class WireMockGitHub implements AutoCloseable {
  static final long INSTALLATION = 77;

  private static final JsonMapper JSON = new JsonMapper();

  /** Beaten by every stub of a test, which has priority 1. */
  private static final int USUAL = 5;

  private final WireMockServer server = new WireMockServer(options().dynamicPort());

  WireMockGitHub() {
    server.start();
    server.stubFor(
        com.github.tomakehurst.wiremock.client.WireMock.any(anyUrl())
            .atPriority(10)
            .willReturn(aResponse().withStatus(404).withBody("{\"message\":\"Not Found\"}")));
    server.stubFor(
        post(urlPathMatching("/app/installations/" + INSTALLATION + "/access_tokens"))
            .atPriority(USUAL)
            .willReturn(
                aResponse()
                    .withStatus(201)
                    .withHeader("Content-Type", "application/json")
                    .withBody(
                        "{\"token\":\"ghs_test\",\"expires_at\":\""
                            + Instant.now().plusSeconds(3600).toString().replaceAll("\\.\\d+", "")
                            + "\"}")));
    server.stubFor(
        get(urlPathEqualTo("/app"))
            .atPriority(USUAL)
            .willReturn(okJson("{\"id\":1,\"slug\":\"issue-tagger\",\"name\":\"Issue Tagger\"}")));
  }

  WireMockServer server() {
    return server;
  }

  String url() {
    return server.baseUrl();
  }

  /** A repository that has these labels and applies the best one of them to every issue. */
  void repository(String name, String... labels) {
    labels(name, labels);
    String settings =
        Base64.getMimeEncoder()
            .encodeToString(
                "mode: apply\nthreshold: 0.0\nsuggest_threshold: 0.0\nmax_labels: 1\n"
                    .getBytes(StandardCharsets.UTF_8));
    ObjectNode file =
        JSON.createObjectNode()
            .put("type", "file")
            .put("encoding", "base64")
            .put("path", ".github/issue-tagger.yml")
            .put("name", "issue-tagger.yml")
            .put("sha", "1111111111111111111111111111111111111111")
            .put("size", 60)
            .put("content", settings);
    server.stubFor(
        get(urlPathEqualTo(path(name, "/contents/.github/issue-tagger.yml")))
            .atPriority(USUAL)
            .willReturn(okJson(file.toString())));
    server.stubFor(
        get(urlPathMatching(path(name, "/issues/\\d+/(comments|events)")))
            .atPriority(USUAL)
            .willReturn(okJson("[]")));
  }

  void labels(String repository, String... names) {
    server.stubFor(
        get(urlPathEqualTo(path(repository, "/labels")))
            .atPriority(USUAL)
            .willReturn(okJson(labelsJson(names))));
  }

  static String labelsJson(String... names) {
    ArrayNode labels = JSON.createArrayNode();
    for (String name : names) {
      labels
          .addObject()
          .put("id", 1)
          .put("name", name)
          .put("color", "d73a4a")
          .put("description", "");
    }
    return labels.toString();
  }

  /** An issue that can be read, labelled (which shows when it is read again) and commented on. */
  void issue(String repository, int number, String title, String body) {
    String scenario = path(repository, "/issues/" + number);
    server.stubFor(
        get(urlPathEqualTo(path(repository, "/issues/" + number)))
            .atPriority(USUAL - 1)
            .inScenario(scenario)
            .whenScenarioStateIs("labelled")
            .willReturn(okJson(issueJson(number, title, body, "bug"))));
    server.stubFor(
        get(urlPathEqualTo(path(repository, "/issues/" + number)))
            .atPriority(USUAL)
            .willReturn(okJson(issueJson(number, title, body))));
    server.stubFor(
        post(urlPathEqualTo(path(repository, "/issues/" + number + "/labels")))
            .atPriority(USUAL)
            .inScenario(scenario)
            .willSetStateTo("labelled")
            .willReturn(okJson(labelsJson("bug"))));
    server.stubFor(
        post(urlPathEqualTo(path(repository, "/issues/" + number + "/comments")))
            .atPriority(USUAL)
            .willReturn(
                aResponse()
                    .withStatus(201)
                    .withHeader("Content-Type", "application/json")
                    .withBody("{\"id\":" + (9000 + number) + ",\"body\":\"\"}")));
  }

  private static String issueJson(int number, String title, String body, String... labels) {
    ObjectNode issue =
        JSON.createObjectNode()
            .put("id", 100 + number)
            .put("number", number)
            .put("title", title)
            .put("body", body)
            .put("state", "open")
            .put("locked", false);
    issue.putObject("user").put("id", 5).put("login", "ada").put("type", "User");
    ArrayNode carried = issue.putArray("labels");
    for (String label : labels) {
      carried.addObject().put("name", label);
    }
    return issue.toString();
  }

  /** The body of the webhook that GitHub sends for a new issue. */
  static byte[] opened(String repository, int number, String title, String body) {
    ObjectNode event = JSON.createObjectNode().put("action", "opened");
    ObjectNode issue = event.putObject("issue").put("id", 100 + number).put("number", number);
    issue.put("title", title).put("body", body).put("state", "open").put("locked", false);
    issue.putObject("user").put("id", 5).put("login", "ada").put("type", "User");
    issue.putArray("labels");
    event
        .putObject("repository")
        .put("id", repository.hashCode() & 0xffff)
        .put("name", repository)
        .put("full_name", "acme/" + repository)
        .put("default_branch", "main")
        .putObject("owner")
        .put("login", "acme")
        .put("id", 4);
    event.putObject("installation").put("id", INSTALLATION);
    event.putObject("sender").put("login", "ada").put("id", 5).put("type", "User");
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  static String path(String repository, String below) {
    return "/repos/acme/" + repository + below;
  }

  /** The bodies of the successful and failed POSTs to that path, oldest first. */
  List<String> posted(String path) {
    return server
        .findAll(
            com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor(urlPathEqualTo(path)))
        .stream()
        .map(request -> request.getBodyAsString())
        .toList();
  }

  @Override
  public void close() {
    server.stop();
  }
}
