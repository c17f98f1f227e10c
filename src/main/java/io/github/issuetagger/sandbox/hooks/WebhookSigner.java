package io.github.issuetagger.sandbox.hooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhook bodies, and creates the headers that GitHub sends with them. */
public final class WebhookSigner {
  private final SecretKeySpec key;
  private final long appId;

  public WebhookSigner(String secret, long appId) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    this.appId = appId;
  }

  Map<String, String> headers(String guid, String event, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "GitHub-Hookshot/sandbox");
    headers.put("X-GitHub-Delivery", guid);
    headers.put("X-GitHub-Event", event);
    headers.put("X-GitHub-Hook-ID", String.valueOf(appId));
    headers.put("X-GitHub-Hook-Installation-Target-ID", String.valueOf(appId));
    headers.put("X-GitHub-Hook-Installation-Target-Type", "integration");
    headers.put("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(hmac(body)));
    return headers;
  }

  private byte[] hmac(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
