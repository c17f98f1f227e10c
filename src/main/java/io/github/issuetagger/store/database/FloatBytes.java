package io.github.issuetagger.store.database;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes vectors as bytes: 32-bit floats, the lowest byte first. */
public final class FloatBytes {
  private FloatBytes() {}

  public static byte[] bytes(float[] vector) {
    byte[] bytes = new byte[vector.length * Float.BYTES];
    buffer(bytes).asFloatBuffer().put(vector);
    return bytes;
  }

  public static float[] vector(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    buffer(bytes).asFloatBuffer().get(vector);
    return vector;
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
