package dev.vitrine.stepfunctions.runner;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The Step Functions API alone, on a loopback port: what tests and measurements talk to. */
public final class StepFunctionsServer implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final StateMachineRunner runner;
  private final HttpServer http;

  /**
   * @param port 0: any that is free
   */
  public StepFunctionsServer(Path directory, Integrations integrations, int port) throws Exception {
    runner = new StateMachineRunner(directory, integrations);
    runner.start();
    Router router = Router.router(vertx);
    StepFunctionsApi api = new StepFunctionsApi(runner);
    new StepFunctionsRoute(() -> api).register(router);
    http =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(port, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + http.actualPort());
  }

  StateMachineRunner runner() {
    return runner;
  }

  @Override
  public void close() throws IOException {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    runner.close();
  }

  /**
   * Serves until the process ends.
   *
   * @param arguments the directory and the port; functions are called at AWS_ENDPOINT_URL_LAMBDA
   */
  public static void main(String[] arguments) throws Exception {
    String lambda = System.getenv("AWS_ENDPOINT_URL_LAMBDA");
    FunctionInvoker functions =
        lambda == null ? new NoFunctions() : new HttpFunctionInvoker(URI.create(lambda));
    Path directory = Path.of(arguments[0]).toAbsolutePath();
    Files.createDirectories(directory);
    StepFunctionsServer server =
        new StepFunctionsServer(
            directory, new Integrations(functions), Integer.parseInt(arguments[1]));
    System.out.println("listening on " + server.address());
    Thread.currentThread().join();
  }

  /** Where there is no function at all. */
  static final class NoFunctions implements FunctionInvoker {
    @Override
    public boolean knows(String functionName) {
      return false;
    }

    @Override
    public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
      return CompletableFuture.failedFuture(new IllegalStateException(functionName));
    }
  }
}
