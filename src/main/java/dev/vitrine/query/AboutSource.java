package dev.vitrine.query;

/** Says what runs here at the moment: local mode can get another model while it runs. */
public interface AboutSource {
  /** {@return what runs here now} */
  About about();
}
