package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageRecord;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The images of the seller who asks. Another seller's image gets the same answer as one that does
 * not exist.
 */
@ApplicationScoped
class SellersImages {
  private final Catalog catalog;
  private final SellerIdentity seller;

  SellersImages(Catalog catalog, SellerIdentity seller) {
    this.catalog = catalog;
    this.seller = seller;
  }

  /**
   * {@return the seller's image of that id}
   *
   * @param id as the request has it
   * @throws ApiProblem 404 {@code IMAGE_NOT_FOUND}
   */
  ImageRecord image(String id) {
    return catalog
        .find(seller.name(), RequestParameters.imageId(id))
        .orElseThrow(ApiProblem::imageNotFound);
  }
}
