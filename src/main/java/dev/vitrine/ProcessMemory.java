package dev.vitrine;

import dev.vitrine.image.MemoryBudget;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one budget of this process for all large work, as a bean. */
@Dependent
class ProcessMemory {
  @Produces
  @Singleton
  MemoryBudget memory() {
    return MemoryBudget.ofThisProcess();
  }
}
