package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Does something before or after the n-th write of a journey to bucket or table. A write that
 * failed and is repeated counts once, so that every journey has the same number.
 */
final class WriteHook implements ExecutionInterceptor {
  private int seen;
  private int write;
  private boolean after;
  private Runnable action = () -> {};

  void arm(int number, boolean afterwards, Runnable what) {
    seen = 0;
    write = number;
    after = afterwards;
    action = what;
  }

  int disarm() {
    assertThat(write).as("a write that never came").isZero();
    return seen;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (isWrite(context.request())) {
      act(!after, seen + 1);
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (isWrite(context.request())) {
      seen++;
      act(after, seen);
    }
  }

  private void act(boolean now, int number) {
    if (now && number == write) {
      write = 0;
      action.run();
    }
  }

  private static boolean isWrite(SdkRequest request) {
    return request instanceof PutObjectRequest
        || request instanceof PutItemRequest
        || request instanceof TransactWriteItemsRequest;
  }
}
