package dev.vitrine.api;

/** Sellers for tests of other rooms. */
public final class SellerIdentities {
  private SellerIdentities() {}

  /** {@return the identity of a request that is this seller's} */
  public static SellerIdentity named(String seller) {
    return new SellerIdentity(null) {
      @Override
      public String name() {
        return seller;
      }
    };
  }
}
