/**
 * How a request comes in and how an answer or a problem goes out, the same for all resources: the
 * handler through which API Gateway calls them, who is asking and how often, JSON, parameters,
 * error responses and their codes. No resource is here; the rooms after this one have them.
 */
@NullMarked
package dev.vitrine.api;

import org.jspecify.annotations.NullMarked;
