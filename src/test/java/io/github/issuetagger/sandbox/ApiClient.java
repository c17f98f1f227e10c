package io.github.issuetagger.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** Calls the sandbox's API with nothing between: raw statuses, headers and bodies. */
public final class ApiClient {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Sandbox sandbox;

  public ApiClient(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  public HttpResponse<String> get(String path, String token, String... headers) throws Exception {
    HttpRequest.Builder request = request(path, token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.GET());
  }

  public HttpResponse<String> send(String method, String path, String token, String body)
      throws Exception {
    return send(request(path, token).method(method, BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> anonymous(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path)).GET());
  }

  public JsonNode json(HttpResponse<String> response) throws IOException {
    return mapper.readTree(response.body());
  }

  /** A fresh token of the installation. */
  public String token(long installationId, Instant now) throws Exception {
    String path = "/app/installations/" + installationId + "/access_tokens";
    return json(send("POST", path, jwt(sandbox.appId(), now, now.plusSeconds(540)), ""))
        .path("token")
        .asText();
  }

  public String jwt(String issuer, Instant issuedAt, Instant expiresAt) throws Exception {
    return jwt(key(sandbox.privateKeyPem()), issuer, issuedAt, expiresAt);
  }

  public static String jwt(PrivateKey key, String issuer, Instant issuedAt, Instant expiresAt)
      throws GeneralSecurityException {
    String claims =
        "{\"iss\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(issuer, issuedAt.getEpochSecond(), expiresAt.getEpochSecond());
    String signed =
        URL.encodeToString("{\"alg\":\"RS256\"}".getBytes())
            + "."
            + URL.encodeToString(claims.getBytes());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(signed.getBytes());
    return signed + "." + URL.encodeToString(signature.sign());
  }

  /** Reads the PKCS#1 key by putting PKCS#8's header for 2048-bit RSA keys back before it. */
  public static PrivateKey key(String pem) throws GeneralSecurityException {
    byte[] pkcs1 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    String header =
        "3082%04x020100300d06092a864886f70d01010105000482%04x"
            .formatted(pkcs1.length + 22, pkcs1.length);
    byte[] pkcs8 = HexFormat.of().parseHex(header + HexFormat.of().formatHex(pkcs1));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
