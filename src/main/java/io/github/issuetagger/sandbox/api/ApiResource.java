package io.github.issuetagger.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.sandbox.state.GitHubJson;

/** Answers one kind of call. */
@FunctionalInterface
interface ApiResource {
  /** Carries the call out; an {@code ApiException} is its other answer. */
  Answer answer(ApiRequest call);

  /** An answer with a body. */
  record Answer(int status, JsonNode body) {
    static Answer ok(JsonNode body) {
      return new Answer(200, body);
    }

    static Answer created(JsonNode body) {
      return new Answer(201, body);
    }

    /** 204. */
    static Answer nothing() {
      return new Answer(204, GitHubJson.object());
    }
  }
}
