/**
 * The local stand-ins for the CLIP and the Interrogator endpoints: EfficientNet-Lite0 names
 * ImageNet classes, MiniLM and WordNet carry them over to the labels a caller asks for. And what
 * every model behind the CLIP endpoint shares: its requests, answers and label sets.
 *
 * <p>ONNX Runtime runs both networks. What is written by hand here fits the two shipped networks to
 * a container's contract, for which there is no library.
 *
 * <p>Pure code from bytes to bytes: no HTTP, no AWS types, no settings. The answers name the model
 * as what it is, a stand-in; they claim nothing that they cannot see.
 */
@NullMarked
package dev.vitrine.local.model;

import org.jspecify.annotations.NullMarked;
