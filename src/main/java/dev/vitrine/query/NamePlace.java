package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.ListPart;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list in the order of file names.
 *
 * @param fromName the file name that the list begins at, which no image needs to have; null for the
 *     beginning of the list
 */
public record NamePlace(
    @Parameter(
            description =
                "With sort=name, begin at the first image whose file name does not come before this"
                    + " one; with sort=-name, at the last one whose file name does. Ignored when a"
                    + " cursor is given",
            example = "IMG_0412")
        @QueryParam("fromName")
        @Nullable String fromName) {
  /** As long as a key of S3. */
  private static final int LONGEST = 1024;

  /**
   * {@return the cursor of the wanted page; null for the first}
   *
   * @throws ApiProblem if a name is given for a list in another order, or it is too long
   */
  @Nullable String cursor(Catalog catalog, ImageQuery query, ListPart part) {
    if (fromName == null || fromName.isEmpty()) {
      return part.cursor();
    }
    if (!query.order().isByName()) {
      throw ApiProblem.invalid(
          "fromName", "Only a list that is sorted by name can begin at a name.");
    }
    if (fromName.length() > LONGEST) {
      throw ApiProblem.invalid("fromName", "A file's name has at most " + LONGEST + " characters.");
    }
    return part.cursor() == null ? catalog.cursorAt(query, fromName) : part.cursor();
  }
}
