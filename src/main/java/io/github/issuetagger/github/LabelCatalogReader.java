package io.github.issuetagger.github;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.HttpClients;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.github.GHLabel;

/** Reads the repositories' label catalogs. */
final class LabelCatalogReader {
  private static final int PAGE_SIZE = 100;

  private final Cache<RepositoryRef, LabelCatalog> catalogs;
  private final HttpClients clients;

  LabelCatalogReader(HttpClients clients, Cache<RepositoryRef, LabelCatalog> catalogs) {
    this.clients = clients;
    this.catalogs = catalogs;
  }

  /** Returns the catalog, at most a minute old. */
  LabelCatalog get(RepositoryRef repository) {
    return catalogs.get(repository, this::read);
  }

  /** Returns the current catalog. */
  LabelCatalog fresh(RepositoryRef repository) {
    LabelCatalog catalog = read(repository);
    catalogs.put(repository, catalog);
    return catalog;
  }

  private LabelCatalog read(RepositoryRef repository) {
    return clients
        .repository(repository)
        .call(
            client -> {
              List<Label> labels = new ArrayList<>();
              for (GHLabel label : client.handle().listLabels().withPageSize(PAGE_SIZE)) {
                labels.add(Label.of(label.getName(), description(label)));
              }
              return new LabelCatalog(labels);
            });
  }

  private static String description(GHLabel label) {
    String description = label.getDescription();
    return description == null ? "" : description;
  }
}
