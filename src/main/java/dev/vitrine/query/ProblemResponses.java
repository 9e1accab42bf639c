package dev.vitrine.query;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says in the API's description that any operation may answer with a problem, and how it looks. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {
  private static final String SCHEMA = "Problem";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getComponents().addSchema(SCHEMA, problem());
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(ProblemResponses::mayFail));
  }

  private static void mayFail(Operation operation) {
    operation.getResponses().addAPIResponse("default", response());
  }

  private static APIResponse response() {
    return OASFactory.createAPIResponse()
        .description("A problem, in the form of RFC 9457")
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
                "title", text("The HTTP status in words"),
                "status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER),
                "detail", text("What happened, in a sentence"),
                "code", text("What happened, for programs; stable"),
                "problems", problems()))
        .addRequired("title")
        .addRequired("status")
        .addRequired("detail")
        .addRequired("code");
  }

  private static Schema problems() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.ARRAY)
        .description("With INVALID_VOCABULARY: all that is wrong with the file")
        .items(OASFactory.createSchema().ref("#/components/schemas/VocabularyProblem"));
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }
}
