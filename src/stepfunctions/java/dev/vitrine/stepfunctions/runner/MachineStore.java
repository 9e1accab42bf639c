package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.stepfunctions.language.InvalidDefinitionException;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.TaskType;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** State machines on disk, one file each, and every definition an execution may still need. */
final class MachineStore {

  private static final Logger LOG = Logger.getLogger(MachineStore.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CACHED_DEFINITIONS = 64;

  private final Path machines;
  private final Path definitions;
  private final TaskType.Registry catalog;
  private final NavigableMap<String, Machine> byName = new ConcurrentSkipListMap<>();

  /** Parsed definitions of machines that have changed since; the oldest used goes first. */
  private final Map<String, StateMachine> parsed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StateMachine> eldest) {
          return size() > CACHED_DEFINITIONS;
        }
      };

  MachineStore(Path directory, TaskType.Registry catalog) throws IOException {
    this.machines = Files.createDirectories(directory.resolve("machines"));
    this.definitions = Files.createDirectories(directory.resolve("definitions"));
    this.catalog = catalog;
    try (Stream<Path> files = Files.list(machines)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        try {
          load(file);
        } catch (IOException | RuntimeException e) {
          LOG.log(Level.SEVERE, "left out: this state machine cannot be read: " + file, e);
        }
      }
    }
  }

  private void load(Path file) throws IOException {
    JsonNode json = JSON.readTree(Files.readString(file));
    String id = json.path("definition").asText();
    String created = json.path("created").asText();
    try {
      Machine machine =
          new Machine(
              json.path("name").asText(),
              Files.readString(definitions.resolve(id)),
              id,
              json.path("roleArn").asText(),
              Instant.parse(created),
              Instant.parse(json.path("updated").asText(created)),
              json.path("revision").asText(),
              definition(id));
      byName.put(machine.name(), machine);
    } catch (InvalidDefinitionException e) {
      LOG.log(Level.WARNING, "this version cannot run the state machine in " + file, e);
    }
  }

  /**
   * @param definition from outside
   * @throws InvalidDefinitionException with everything that keeps it from being run
   */
  StateMachine parse(String definition) throws InvalidDefinitionException {
    return StateMachine.parse(definition, catalog);
  }

  Optional<Machine> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Collection<Machine> all() {
    return byName.values();
  }

  /** Takes the place of the one with the same name; durable when it returns. */
  synchronized Machine put(
      String name,
      String definition,
      String roleArn,
      Instant created,
      Instant updated,
      String revision)
      throws IOException, InvalidDefinitionException {
    StateMachine machine = parse(definition);
    String id = id(definition);
    write(definitions.resolve(id), definition);
    ObjectNode json = JSON.createObjectNode();
    json.put("name", name).put("definition", id).put("roleArn", roleArn);
    json.put("created", created.toString()).put("updated", updated.toString());
    json.put("revision", revision);
    write(file(name), json.toPrettyString());
    parsed.put(id, machine);
    Machine stored =
        new Machine(name, definition, id, roleArn, created, updated, revision, machine);
    byName.put(name, stored);
    return stored;
  }

  synchronized void delete(String name) throws IOException {
    Files.deleteIfExists(file(name));
    byName.remove(name);
  }

  /**
   * @param id of a definition that was once stored
   * @throws InvalidDefinitionException when this version no longer runs it
   */
  synchronized StateMachine definition(String id) throws IOException, InvalidDefinitionException {
    StateMachine known = parsed.get(id);
    if (known == null) {
      known = StateMachine.parseStored(text(id), catalog);
      parsed.put(id, known);
    }
    return known;
  }

  String text(String id) throws IOException {
    return Files.readString(definitions.resolve(id));
  }

  private Path file(String name) {
    return machines.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8) + ".json");
  }

  private static void write(Path file, String text) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            whole,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel parent = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      parent.force(true);
    }
  }

  static String id(String definition) {
    try {
      byte[] bytes = definition.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
