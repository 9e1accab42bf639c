package dev.vitrine.query;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver gets, for the description of the API: {@code event} writes it.
 *
 * @param id the header webhook-id
 * @param timestamp when it happened
 */
@Schema(name = "WebhookEvent", description = "New members may be added; ignore those you miss.")
record WebhookEventView(
    @Schema(required = true) String id,
    @Schema(
            required = true,
            enumeration = {DONE, PARTIAL, REJECTED, FAILED, EXPORTED, TEST})
        String type,
    @Schema(required = true) Instant timestamp,
    @Schema(required = true) DataView data) {
  static final String DONE = "image.done";
  static final String PARTIAL = "image.partial";
  static final String REJECTED = "image.rejected";
  static final String FAILED = "image.failed";
  static final String EXPORTED = "images.exported";
  static final String TEST = "webhook.test";

  static final String DONE_BODY =
      """
      {"id": "evt_01a2231c6090_9f86d081884c7d65", "type": "image.done",
       "timestamp": "2026-11-28T17:03:12.016Z",
       "data": {"seller": "demo", "imageId": "k3v7q2m5t6x4b6n2c2d5f7h3j6",
        "key": "demo/MUG-42_1.jpg",
        "revision": "0055AED6DCD90281E500000000000000", "status": "done"}}\
      """;

  static final String PARTIAL_BODY =
      """
      {"id": "evt_01a2231c7bbc_60303ae22b998861", "type": "image.partial",
       "timestamp": "2026-11-28T17:03:18.972Z",
       "data": {"seller": "demo", "imageId": "k3v7q2m5t6x4b6n2c2d5f7h3j6",
        "key": "demo/MUG-42_1.jpg",
        "revision": "0055AED6DCD90281E500000000000000", "status": "partial",
        "error": {"code": "MODEL_UNAVAILABLE", "retryable": true}}}\
      """;

  static final String REJECTED_BODY =
      """
      {"id": "evt_01a2231c9368_fd61a03af4f77d87", "type": "image.rejected",
       "timestamp": "2026-11-28T17:03:25.032Z",
       "data": {"seller": "demo", "imageId": "k3v7q2m5t6x4b6n2c2d5f7h3j6",
        "key": "demo/notes.jpg",
        "revision": "0055AED6DCD90281E600000000000000", "status": "rejected",
        "error": {"code": "UNSUPPORTED_FORMAT", "retryable": false}}}\
      """;

  static final String FAILED_BODY =
      """
      {"id": "evt_01a2231cb1fd_a4e624d686e03ed2", "type": "image.failed",
       "timestamp": "2026-11-28T17:03:32.861Z",
       "data": {"seller": "demo", "imageId": "k3v7q2m5t6x4b6n2c2d5f7h3j6",
        "key": "demo/MUG-42_1.jpg",
        "revision": "0055AED6DCD90281E500000000000000", "status": "failed",
        "error": {"code": "MODEL_UNAVAILABLE", "retryable": true}}}\
      """;

  static final String EXPORTED_BODY =
      """
      {"id": "evt_01a2231cbbc0_5d41402abc4b2a76", "type": "images.exported",
       "timestamp": "2026-11-28T17:03:35.360Z",
       "data": {"seller": "demo", "export": {"file": "shopify.csv", "images": 1204,
        "by": "query", "query": "work=reviewed&from=2026-11-01"}}}\
      """;

  static final String TEST_BODY =
      """
      {"id": "evt_01a2231cc424_1b4f0e9851971998", "type": "webhook.test",
       "timestamp": "2026-11-28T17:03:37.508Z", "data": {"seller": "demo"}}\
      """;

  /**
   * What an event is about.
   *
   * @param imageId absent if it is not about one image, as are the next three
   * @param error why the image is partial, rejected or failed
   * @param export in images.exported only
   */
  @Schema(name = "WebhookEventData")
  record DataView(
      @Schema(required = true) String seller,
      @Nullable String imageId,
      @Nullable String key,
      @Nullable String revision,
      @Nullable String status,
      @Nullable ErrorView error,
      @Nullable ExportView export) {}

  /**
   * A file with images that was handed out.
   *
   * @param file as in /exports/{file}
   * @param images how many it has
   * @param by which images were wanted; absent from exports of earlier releases
   * @param query conditions as GET /images takes them; absent unless by query
   * @param ids of the images; absent unless by ids, and if there are more than 100
   */
  @Schema(name = "WebhookEventExport")
  record ExportView(
      @Schema(required = true) String file,
      @Schema(required = true) long images,
      @Schema(enumeration = {"all", "query", "ids"}) @Nullable String by,
      @Nullable String query,
      @Nullable List<String> ids) {}

  /**
   * An error in short; the image has it in full.
   *
   * @param retryable whether a retry may succeed
   */
  @Schema(name = "WebhookEventError")
  record ErrorView(
      @Schema(required = true) String code, @Schema(required = true) boolean retryable) {}
}
