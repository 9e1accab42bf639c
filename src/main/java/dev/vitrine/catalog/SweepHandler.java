package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Named;

/** On a schedule: finds uploads without a record and executions that died, starts them again. */
@Named("sweep")
public class SweepHandler implements RequestHandler<SweepRequest, SweepResult> {
  private final Sweep sweep;

  SweepHandler(Sweep sweep) {
    this.sweep = sweep;
  }

  @Override
  public SweepResult handleRequest(SweepRequest request, Context context) {
    return sweep.run();
  }
}
