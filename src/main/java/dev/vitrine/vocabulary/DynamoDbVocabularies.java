package dev.vitrine.vocabulary;

import dev.vitrine.table.Table;
import dev.vitrine.table.TableConflictException;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Vocabularies in the one table, see docs/decisions/0002-one-table.md: an item a version, which is
 * never changed, and a pointer to the live one. The pointer is read each time, so that every
 * function knows of a new version at once; versions are kept in memory.
 */
@ApplicationScoped
class DynamoDbVocabularies implements Vocabularies {
  /** 400 KB an item, less its keys and a margin. */
  private static final int MOST_BYTES = 380 * 1024;

  /** Of 5,000 labels each takes about 1 MB. */
  private static final int REMEMBERED = 16;

  private final Table table;
  private final ShippedVocabulary shipped;
  private final Clock clock;
  private final Map<String, Vocabulary> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Vocabulary> eldest) {
          return size() > REMEMBERED;
        }
      };

  DynamoDbVocabularies(Table table, ShippedVocabulary shipped, Clock clock) {
    this.table = table;
    this.shipped = shipped;
    this.clock = clock;
  }

  @Override
  public Vocabulary of(String seller) {
    return version(seller, pointer(seller).live());
  }

  @Override
  public Vocabulary put(String seller, Vocabulary vocabulary, Predicate<Vocabulary> expected) {
    return table.change(
        "the vocabulary",
        () -> {
          DynamoDbLiveVersion before = expectedPointer(seller, expected);
          DynamoDbLiveVersion after = before.withNewVersion();
          Vocabulary named = vocabulary.withVersion(DynamoDbLiveVersion.name(seller, after.live()));
          Put version =
              Put.builder()
                  .tableName(table.name())
                  .item(item(seller, after.live(), named, clock.instant()))
                  .conditionExpression("attribute_not_exists(pk)")
                  .build();
          Put pointer = after.put(table.name(), seller, before);
          table.write(
              List.of(
                  TransactWriteItem.builder().put(version).build(),
                  TransactWriteItem.builder().put(pointer).build()));
          return named;
        });
  }

  @Override
  public Vocabulary rollBack(
      String seller, @Nullable String version, Predicate<Vocabulary> expected) {
    return table.change(
        "the vocabulary",
        () -> {
          DynamoDbLiveVersion before = expectedPointer(seller, expected);
          DynamoDbLiveVersion after =
              version == null
                  ? before.withTheOneBefore()
                  : before.with(number(seller, version, before.latest()));
          rollBack(after.put(table.name(), seller, before), version);
          return version(seller, after.live());
        });
  }

  /**
   * Does not repeat a rollback to "the version before" after a conflict: somebody else may have
   * rolled back meanwhile, and then the version before is an older one than the caller meant.
   */
  private void rollBack(Put pointer, @Nullable String version) {
    try {
      table.put(pointer);
    } catch (TableConflictException e) {
      if (version == null) {
        throw new RollbackOvertakenException(e);
      }
      throw e;
    }
  }

  @Override
  public List<VocabularyVersion> versions(String seller) {
    int live = pointer(seller).live();
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .consistentRead(true)
            .scanIndexForward(false)
            .keyConditionExpression("pk = :pk and begins_with(sk, :version)")
            .expressionAttributeValues(
                Map.of(
                    ":pk", TableKeys.s(TableKeys.vocabularies(seller)),
                    ":version", TableKeys.s(DynamoDbLiveVersion.VERSION)))
            .projectionExpression("#number, #name, createdAt")
            .expressionAttributeNames(Map.of("#number", "number", "#name", "name"))
            .build();
    List<VocabularyVersion> versions = new ArrayList<>();
    table.query(query, Integer.MAX_VALUE).forEach(item -> versions.add(listed(seller, item, live)));
    Vocabulary retail = shipped.of(seller);
    versions.add(new VocabularyVersion(retail.version(), retail.name(), null, live == 0));
    return versions;
  }

  private static VocabularyVersion listed(
      String seller, Map<String, AttributeValue> item, int live) {
    int number = (int) TableKeys.number(item, "number");
    return new VocabularyVersion(
        DynamoDbLiveVersion.name(seller, number),
        TableKeys.text(item, "name"),
        Instant.parse(TableKeys.text(item, "createdAt")),
        number == live);
  }

  private int number(String seller, String version, int latest) {
    int number =
        version.equals(shipped.of(seller).version())
            ? 0
            : DynamoDbLiveVersion.number(seller, version);
    if (number < 0 || number > latest) {
      throw new UnknownVersionException("There is no version of this name.");
    }
    return number;
  }

  private DynamoDbLiveVersion expectedPointer(String seller, Predicate<Vocabulary> expected) {
    DynamoDbLiveVersion pointer = pointer(seller);
    Vocabulary live = version(seller, pointer.live());
    if (!expected.test(live)) {
      throw new VocabularyChangedException(live.id());
    }
    return pointer;
  }

  private DynamoDbLiveVersion pointer(String seller) {
    return DynamoDbLiveVersion.of(table.item(DynamoDbLiveVersion.key(seller)));
  }

  private Vocabulary version(String seller, int number) {
    if (number == 0) {
      return shipped.of(seller);
    }
    String name = seller + "#" + number;
    synchronized (known) {
      Vocabulary remembered = known.get(name);
      if (remembered != null) {
        return remembered;
      }
    }
    Map<String, AttributeValue> item = table.item(DynamoDbLiveVersion.versionKey(seller, number));
    if (item.isEmpty()) {
      throw new IllegalStateException(name + " is live and is not in the table");
    }
    Vocabulary read =
        StoredVocabulary.read(Objects.requireNonNull(item.get("vocabulary")).b().asByteArray());
    synchronized (known) {
      known.put(name, read);
    }
    return read;
  }

  private static Map<String, AttributeValue> item(
      String seller, int number, Vocabulary vocabulary, Instant now) {
    byte[] bytes = StoredVocabulary.write(vocabulary);
    if (bytes.length > MOST_BYTES) {
      throw new VocabularyTooLargeException(
          "Compressed, the vocabulary has %d KB; %d KB can be kept."
              .formatted(bytes.length / 1024, MOST_BYTES / 1024));
    }
    Map<String, AttributeValue> item =
        new LinkedHashMap<>(DynamoDbLiveVersion.versionKey(seller, number));
    item.put("number", TableKeys.n(number));
    item.put("name", TableKeys.s(vocabulary.name()));
    item.put("createdAt", TableKeys.s(now.toString()));
    item.put("vocabulary", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    return item;
  }
}
