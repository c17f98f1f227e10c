package io.github.issuetagger.learning.neighbors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Finds nearly all of the nearest among very many examples, by Lucene's graph of neighbors: Malkov
 * and Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical
 * Navigable Small World graphs" (2016). Is in memory and needs no closing.
 */
public final class ApproximateIndex implements NeighborIndex {
  private static final String FIELD = "embedding";

  /** Large enough for one segment, so that documents are numbered in the order of adding. */
  private static final double BUFFER_MB = 1800;

  /** Asks for this many times the wanted number, because unwanted examples are dropped later. */
  private static final int SPARE = 2;

  private final IndexSearcher searcher;

  /** Indexes vectors of length 1. */
  public ApproximateIndex(List<float[]> vectors) {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try {
      IndexWriterConfig config =
          new IndexWriterConfig()
              .setRAMBufferSizeMB(BUFFER_MB)
              .setMergePolicy(NoMergePolicy.INSTANCE);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        for (float[] vector : vectors) {
          Document document = new Document();
          document.add(
              new KnnFloatVectorField(FIELD, vector, VectorSimilarityFunction.DOT_PRODUCT));
          writer.addDocument(document);
        }
      }
      this.searcher = new IndexSearcher(DirectoryReader.open(directory));
    } catch (IOException e) {
      throw new UncheckedIOException("the index of neighbors cannot be written", e);
    }
  }

  @Override
  public List<Neighbor> nearest(float[] vector, int most, IntPredicate wanted) {
    try {
      int asked = SPARE * most;
      return Arrays.stream(
              searcher.search(new KnnFloatVectorQuery(FIELD, vector, asked), asked).scoreDocs)
          .filter(found -> wanted.test(found.doc))
          .limit(most)
          // Lucene's score is (1 + cosine) / 2.
          .map(found -> new Neighbor(found.doc, 2.0 * found.score - 1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the index of neighbors cannot be read", e);
    }
  }
}
