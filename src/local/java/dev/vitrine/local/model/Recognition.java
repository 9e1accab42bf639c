package dev.vitrine.local.model;

/**
 * What the network makes of a picture.
 *
 * @param probabilities of the 1000 ImageNet classes, summing to 1
 * @param features the 1280 numbers before the last layer
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Recognition(float[] probabilities, float[] features) {}
