package dev.vitrine.meaning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.s3vectors.model.CreateIndexRequest;
import software.amazon.awssdk.services.s3vectors.model.CreateIndexResponse;
import software.amazon.awssdk.services.s3vectors.model.DeleteVectorsRequest;
import software.amazon.awssdk.services.s3vectors.model.DeleteVectorsResponse;
import software.amazon.awssdk.services.s3vectors.model.GetVectorsRequest;
import software.amazon.awssdk.services.s3vectors.model.GetVectorsResponse;
import software.amazon.awssdk.services.s3vectors.model.ListIndexesRequest;
import software.amazon.awssdk.services.s3vectors.model.ListIndexesResponse;
import software.amazon.awssdk.services.s3vectors.model.PutVectorsRequest;
import software.amazon.awssdk.services.s3vectors.model.PutVectorsResponse;
import software.amazon.awssdk.services.s3vectors.model.QueryVectorsRequest;
import software.amazon.awssdk.services.s3vectors.model.QueryVectorsResponse;

/**
 * The SDK's own model of S3 Vectors: which members a request and an answer have, and of which type.
 * So the loopback cannot answer what the service would not.
 */
final class S3VectorsShapes {
  private static final Map<String, List<SdkPojo>> SHAPES =
      Map.of(
          "CreateIndex",
          List.of(CreateIndexRequest.builder().build(), CreateIndexResponse.builder().build()),
          "ListIndexes",
          List.of(ListIndexesRequest.builder().build(), ListIndexesResponse.builder().build()),
          "PutVectors",
          List.of(PutVectorsRequest.builder().build(), PutVectorsResponse.builder().build()),
          "DeleteVectors",
          List.of(DeleteVectorsRequest.builder().build(), DeleteVectorsResponse.builder().build()),
          "GetVectors",
          List.of(GetVectorsRequest.builder().build(), GetVectorsResponse.builder().build()),
          "QueryVectors",
          List.of(QueryVectorsRequest.builder().build(), QueryVectorsResponse.builder().build()));

  private S3VectorsShapes() {}

  static boolean isRequest(String operation, JsonNode value) {
    return SHAPES.containsKey(operation) && is(SHAPES.get(operation).get(0), value);
  }

  static boolean isAnswer(String operation, JsonNode value) {
    return is(SHAPES.get(operation).get(1), value);
  }

  private static boolean is(SdkPojo shape, JsonNode value) {
    Iterator<Map.Entry<String, JsonNode>> members = value.fields();
    while (members.hasNext()) {
      Map.Entry<String, JsonNode> member = members.next();
      if (shape.sdkFields().stream()
          .noneMatch(
              field ->
                  field.locationName().equals(member.getKey()) && is(field, member.getValue()))) {
        return false;
      }
    }
    return value.isObject();
  }

  private static boolean is(SdkField<?> field, JsonNode value) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      SdkField<?> each = field.getTrait(ListTrait.class).memberFieldInfo();
      boolean all = value.isArray();
      for (JsonNode one : value) {
        all &= is(each, one);
      }
      return all;
    }
    if (type == MarshallingType.SDK_POJO) {
      return is(field.constructor().get(), value);
    }
    if (type == MarshallingType.STRING) {
      return value.isTextual();
    }
    if (type == MarshallingType.BOOLEAN) {
      return value.isBoolean();
    }
    return type == MarshallingType.DOCUMENT ? value.isObject() : value.isNumber();
  }
}
