package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The model endpoints, by name. */
public interface ModelEndpoints {

  /**
   * {@return SageMaker as the AWS variables of the environment say: region, credentials, and an
   * endpoint address where there is one}
   */
  static ModelEndpoints ofEnvironment(ObjectMapper json) {
    return SageMakerEndpoints.ofEnvironment(json);
  }

  /**
   * @param endpoint name of a SageMaker endpoint
   * @return the model's answer, a JSON object without a member {@code error}
   * @throws ModelRefusedException when the model does not take the request; the same request will
   *     be refused again
   * @throws ModelUnavailableException when the model cannot answer now; retried by the state
   *     machine
   */
  JsonNode invoke(String endpoint, ModelRequest request);
}
