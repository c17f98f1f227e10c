package io.github.issuetagger.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.sandbox.state.GitHubJson;

/** Handles one kind of call. */
@FunctionalInterface
interface ApiResource {
  /** Carries out the call. Throws {@code ApiException} for an answer other than success. */
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
