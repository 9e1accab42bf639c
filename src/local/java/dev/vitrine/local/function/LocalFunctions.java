package dev.vitrine.local.function;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** All handlers of the application, by the names of their functions in AWS. */
@ApplicationScoped
@Unremovable
public class LocalFunctions {
  private static final Logger LOG = Logger.getLogger(LocalFunctions.class);

  /** Value of Lambda's header X-Amz-Function-Error for an exception that left a handler. */
  private static final String UNHANDLED = "Unhandled";

  private final Map<String, Function> functions = new TreeMap<>();
  private final ObjectMapper json;

  public LocalFunctions(
      @All List<InstanceHandle<RequestHandler<?, ?>>> handlers, ObjectMapper json) {
    this.json = json;
    for (InstanceHandle<RequestHandler<?, ?>> handle : handlers) {
      String name = handle.getBean().getName();
      if (name != null) {
        functions.put(name, Function.of(handle, json));
      }
    }
  }

  /** {@return the functions' names, e.g. {@code tag-image}} */
  public Set<String> names() {
    return functions.keySet();
  }

  /**
   * Calls a function and waits for it.
   *
   * @param name one of {@link #names()}
   * @param payload JSON
   * @throws IllegalArgumentException when there is no such function
   */
  public FunctionResult invoke(String name, byte[] payload) {
    Function function = functions.get(name);
    if (function == null) {
      throw new IllegalArgumentException("there is no function " + name);
    }
    try {
      return new FunctionResult(function.call(payload, json), null);
    } catch (IOException | RuntimeException e) {
      LOG.debugf(e, "%s failed", name);
      return new FunctionResult(error(e), UNHANDLED);
    }
  }

  /** As Quarkus' Lambda runtime reports an error: by the exception's full class name. */
  private String error(Exception e) {
    try {
      return json.writeValueAsString(
          Map.of(
              "errorType",
              e.getClass().getName(),
              "errorMessage",
              e.getMessage() == null ? "" : e.getMessage()));
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("strings are JSON", impossible);
    }
  }

  /** A handler with the type its payload is read into. */
  private record Function(
      InstanceHandle<RequestHandler<?, ?>> handler, JavaType input, JavaType output) {
    static Function of(InstanceHandle<RequestHandler<?, ?>> handle, ObjectMapper json) {
      JavaType[] types =
          json.getTypeFactory()
              .findTypeParameters(
                  json.constructType(handle.getBean().getBeanClass()), RequestHandler.class);
      return new Function(handle, types[0], types[1]);
    }

    String call(byte[] payload, ObjectMapper json) throws IOException {
      return json.writerFor(output).writeValueAsString(handle(json.readValue(payload, input)));
    }

    @SuppressWarnings("unchecked") // input was read off this very handler's type
    private Object handle(Object request) {
      return ((RequestHandler<Object, Object>) handler.get())
          .handleRequest(request, new LocalContext(handler.getBean().getName()));
    }
  }
}
