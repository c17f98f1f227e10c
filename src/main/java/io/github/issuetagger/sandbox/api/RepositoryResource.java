package io.github.issuetagger.sandbox.api;

import static io.github.issuetagger.sandbox.state.GitHubJson.array;
import static io.github.issuetagger.sandbox.state.GitHubJson.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.github.issuetagger.sandbox.state.RepositoryInfo;
import io.github.issuetagger.sandbox.state.RepositoryState;
import io.github.issuetagger.sandbox.state.SandboxInstallation;
import io.github.issuetagger.sandbox.state.SandboxState;
import io.github.issuetagger.sandbox.state.SandboxUser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Serves repositories, their files, and people's roles in them. */
final class RepositoryResource {
  private final SandboxState state;
  private final GitHubJson json;

  RepositoryResource(SandboxState state, GitHubJson json) {
    this.state = state;
    this.json = json;
  }

  ApiResource.Answer list(ApiRequest call) {
    SandboxInstallation installation = call.installation();
    synchronized (state) {
      List<RepositoryInfo> all =
          state.repositoriesOf(installation).stream().map(RepositoryState::info).toList();
      ObjectNode node = object().put("total_count", all.size()).put("repository_selection", "all");
      node.set("repositories", ApiResponses.page(call.ctx(), array(all, json::repository)));
      return ApiResource.Answer.ok(node);
    }
  }

  ApiResource.Answer get(ApiRequest call) {
    call.require("metadata", "read");
    synchronized (state) {
      return ApiResource.Answer.ok(json.repository(call.repository().info()));
    }
  }

  ApiResource.Answer contents(ApiRequest call) {
    call.require("contents", "read");
    String path = call.ctx().pathParam("path");
    synchronized (state) {
      RepositoryState repository = call.repository();
      byte[] content = repository.files.get(path);
      if (content == null) {
        throw ApiException.notFound();
      }
      return ApiResource.Answer.ok(file(repository.info(), path, content));
    }
  }

  ApiResource.Answer permission(ApiRequest call) {
    call.require("metadata", "read");
    String login = call.ctx().pathParam("login");
    synchronized (state) {
      RepositoryState repository = call.repository();
      SandboxUser user = state.findUser(login).orElseThrow(ApiException::notFound);
      String role = repository.roles.getOrDefault(user.login(), "read");
      ObjectNode node = object().put("permission", permission(role)).put("role_name", role);
      node.set("user", json.user(user));
      return ApiResource.Answer.ok(node);
    }
  }

  ApiResource.Answer user(ApiRequest call) {
    return state
        .findUser(call.ctx().pathParam("login"))
        .map(user -> ApiResource.Answer.ok(json.user(user)))
        .orElseThrow(ApiException::notFound);
  }

  private ObjectNode file(RepositoryInfo repository, String path, byte[] content) {
    String url = json.api("/repos/" + repository.fullName() + "/contents/" + path);
    return object()
        .put("type", "file")
        .put("encoding", "base64")
        .put("size", content.length)
        .put("name", path.substring(path.lastIndexOf('/') + 1))
        .put("path", path)
        .put("content", Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(content) + "\n")
        .put("sha", blobSha(content))
        .put("url", url)
        .putNull("download_url");
  }

  /** Returns GitHub's older and coarser name for a role. */
  private static String permission(String role) {
    return switch (role) {
      case "admin" -> "admin";
      case "maintain", "write" -> "write";
      case "none" -> "none";
      default -> "read";
    };
  }

  /** Returns git's hash of this content. */
  private static String blobSha(byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
