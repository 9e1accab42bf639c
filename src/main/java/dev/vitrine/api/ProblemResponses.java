package dev.vitrine.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds the error response to each operation of the OpenAPI document. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {
  private static final String SCHEMA = "Problem";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getComponents().addSchema(SCHEMA, problem());
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(ProblemResponses::addProblem));
  }

  private static void addProblem(Operation operation) {
    operation.getResponses().addAPIResponse("default", response());
  }

  private static APIResponse response() {
    return OASFactory.createAPIResponse()
        .description("An error, as RFC 9457 describes it")
        .content(
            OASFactory.createContent()
                .addMediaType(
                    ProblemBody.MEDIA_TYPE,
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA))));
  }

  private static Schema problem() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .properties(
            Map.of(
                "title", text("Name of the HTTP status"),
                "status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER),
                "detail", text("A sentence that says what happened"),
                "code", text("Says what happened to a program; never changes its meaning"),
                "field", text("The field, parameter or header that is wrong, where it is one"),
                "problems", problems()))
        .addRequired("title")
        .addRequired("status")
        .addRequired("detail")
        .addRequired("code");
  }

  private static Schema problems() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.ARRAY)
        .description("With INVALID_VOCABULARY only: all problems of the vocabulary")
        .items(OASFactory.createSchema().ref("#/components/schemas/VocabularyProblem"));
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }
}
