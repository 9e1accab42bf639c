package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;

import dev.vitrine.upload.Upload;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/** A catalog in a real DynamoDB Local that counts the records which lists read. */
public final class CountedCatalog implements AutoCloseable {
  public static final String SELLER = "demo";

  private final TestTable table = new TestTable();
  private final AtomicInteger recordsRead = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  public CountedCatalog() {
    table.empty();
  }

  /**
   * Adds images tagged {@code thing}, all done but for some.
   *
   * @param running which ones are described and still painted, by their number from 0
   */
  public void add(int images, IntPredicate running) {
    DynamoDbCatalog catalog = table.catalog();
    for (int i = 0; i < images; i++) {
      boolean done = !running.test(i);
      Upload upload = upload(SELLER + "/" + i + ".jpg", NOW.plusMillis(i));
      catalog.receive(upload);
      catalog.update(
          SELLER,
          upload.picture().imageId(),
          received -> {
            ImageRecord image = Examples.described(received, "thing");
            return done
                ? Examples.finished(image)
                : ImageJourney.ordered(image, Examples.order("starry-night"), false, NOW);
          });
    }
    table.settle();
  }

  /** Adds images that have only arrived, a second apart, later than those of {@link #add}. */
  public List<Card> receive(int images) {
    List<Card> received = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      Upload upload = upload(SELLER + "/received-" + i + ".jpg", NOW.plusSeconds(600 + i));
      received.add(Card.of(table.catalog().receive(upload).orElseThrow()));
    }
    return received;
  }

  public Catalog catalog() {
    return table.catalog(
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> counted(method, arguments)));
  }

  private Object counted(Method method, Object[] arguments) throws Throwable {
    try {
      requests.incrementAndGet();
      Object answer = method.invoke(table.client, arguments);
      if (answer instanceof BatchGetItemResponse batch) {
        batch.responses().values().stream()
            .flatMap(List::stream)
            .filter(item -> item.containsKey(DynamoDbImage.RECORD))
            .forEach(record -> recordsRead.incrementAndGet());
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  public int recordsRead() {
    return recordsRead.get();
  }

  /** {@return requests of {@link #catalog} to the table} */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() throws Exception {
    table.close();
  }
}
