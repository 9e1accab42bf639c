package dev.vitrine.look;

import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageIndex.Look;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import dev.vitrine.table.Position;
import dev.vitrine.table.PositionQuery;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Follows the pointers of a hash's bands, one query a band. A pointer's sort key has the whole
 * hash, so no record is read.
 */
@ApplicationScoped
class DynamoDbSimilarPictures implements SimilarPictures {
  private static final int MOST_OF_A_BAND = 100;

  private final Table table;

  DynamoDbSimilarPictures(Table table) {
    this.table = table;
  }

  @Override
  public List<Similar> to(ImageRecord image) {
    PictureHash hash = image.hash();
    if (hash == null) {
      return List.of();
    }
    return looking(image.seller(), hash).stream()
        .map(one -> new Similar(Position.imageId(one.position()), hash.distance(one.hash())))
        .filter(one -> !one.imageId().equals(image.imageId()))
        .sorted(Comparator.comparingInt(Similar::distance))
        .toList();
  }

  @Override
  public List<Look> looking(String seller, PictureHash hash) {
    SortedMap<String, Look> looks = new TreeMap<>(Comparator.reverseOrder()); // newest first
    for (String band : hash.bands()) {
      for (String place : table.positions(newest(seller, band))) {
        Look look = Look.ofPlace(place);
        if (hash.distance(look.hash()) <= PictureHash.NEARLY) {
          looks.put(look.position(), look);
        }
      }
    }
    return List.copyOf(looks.values());
  }

  private static PositionQuery newest(String seller, String band) {
    String list = TableKeys.valuePartition(seller, Facet.Key.look(band).text());
    return new PositionQuery(null, TableKeys.PK, list, TableKeys.SK, true, null, MOST_OF_A_BAND);
  }
}
