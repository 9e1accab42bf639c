package dev.vitrine.event;

import dev.vitrine.table.TableUnavailableException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The webhooks of each seller. Every method throws {@link TableUnavailableException} when the table
 * does not answer now.
 */
interface Webhooks {

  /** {@return a seller's webhooks, oldest first; at most {@value Webhook#MOST}} */
  List<Webhook> of(String seller);

  /**
   * Changes a seller's webhooks without losing concurrent changes. Writes nothing if they stay as
   * they are.
   *
   * @param change called again with the newer webhooks after a conflict
   */
  void change(String seller, UnaryOperator<List<Webhook>> change);
}
