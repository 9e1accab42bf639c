package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The parts that a CompleteMultipartUpload names. S3Proxy sorts them, of two with one number takes
 * the later one, and fails at one without an ETag; S3 refuses all three.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">Errors
 *     of the call</a>
 */
final class NamedParts {
  /** In bytes; 10,000 parts with a checksum each take half of it. */
  private static final int LONGEST = 8 << 20;

  private NamedParts() {}

  /**
   * {@return the body of a request, unread}
   *
   * @throws software.amazon.awssdk.services.s3.model.S3Exception InvalidPartOrder when the parts of
   *     a CompleteMultipartUpload are not in ascending order; MalformedXML when one has no ETag
   */
  static InputStream inOrder(HttpServletRequest request, InputStream body) throws IOException {
    if (!request.getMethod().equals("POST") || request.getParameter("uploadId") == null) {
      return body;
    }
    byte[] xml = body.readNBytes(LONGEST);
    requireAscending(numbers(xml));
    return new SequenceInputStream(new ByteArrayInputStream(xml), body);
  }

  private static void requireAscending(List<Integer> numbers) {
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i) <= numbers.get(i - 1)) {
        throw S3Errors.of(
            400,
            "InvalidPartOrder",
            "The list of parts was not in ascending order."
                + " The parts list must be specified in order by part number.");
      }
    }
  }

  private static void requireTag(boolean isThere) {
    if (!isThere) {
      throw S3Errors.of(
          400,
          "MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published"
              + " schema");
    }
  }

  /** {@return the numbers up to where S3Proxy finds that it is no such XML, and says so} */
  private static List<Integer> numbers(byte[] xml) {
    List<Integer> numbers = new ArrayList<>();
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      boolean hasTag = false;
      while (reader.hasNext()) {
        int event = reader.next();
        String name = reader.hasName() ? reader.getLocalName() : "";
        if (name.equals("Part")) {
          requireTag(event == XMLStreamConstants.START_ELEMENT || hasTag);
          hasTag = false;
        } else if (event == XMLStreamConstants.START_ELEMENT && name.equals("PartNumber")) {
          numbers.add(Integer.parseInt(reader.getElementText().strip()));
        } else {
          hasTag |= name.equals("ETag");
        }
      }
    } catch (XMLStreamException | NumberFormatException e) {
      return numbers;
    }
    return numbers;
  }
}
