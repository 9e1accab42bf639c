package dev.vitrine.stepfunctions.language;

/**
 * What the functions of an expression need to know while it is evaluated.
 *
 * @param moment the time and the random numbers that the execution gives
 */
record Evaluation(Moment moment, EvaluationBudget budget) {}
