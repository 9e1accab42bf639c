package dev.vitrine.render;

import static dev.vitrine.decode.PixelAssert.meanDifference;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.Directory;
import dev.vitrine.decode.Chunks;
import dev.vitrine.decode.DecodedPicture;
import dev.vitrine.decode.IccProfiles;
import dev.vitrine.decode.PictureDecoder;
import dev.vitrine.decode.PictureLimits;
import dev.vitrine.decode.Pictures;
import dev.vitrine.decode.PixelAssert;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

class RenditionsTest {
  private final Renditions renditions = new Renditions();
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

  @Test
  void writesJpegsOf1024And256Pixels() throws Exception {
    BufferedImage large = Pictures.blank(3000, 2000, BufferedImage.TYPE_INT_RGB, 0x3366cc);

    Renditions.Pair pair = renditions.of(decoder.decode(Pictures.jpeg(large)));

    BufferedImage rendition = ImageIO.read(new ByteArrayInputStream(pair.rendition()));
    BufferedImage thumbnail = ImageIO.read(new ByteArrayInputStream(pair.thumbnail()));
    assertThat(rendition.getWidth()).isEqualTo(1024);
    assertThat(rendition.getHeight()).isEqualTo(683);
    assertThat(thumbnail.getWidth()).isEqualTo(256);
    assertThat(thumbnail.getHeight()).isEqualTo(171);
    PixelAssert.assertColor(rendition, 500, 300, 0x3366cc, 4);
  }

  /** The samples are handed to the writer in another order than a picture has them. */
  @Test
  void writesTheBytesThatImageIoWritesOfThePicture() throws Exception {
    DecodedPicture picture = decoder.decode(Pictures.resource("coffee.png"));
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0.88f);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.setOutput(new MemoryCacheImageOutputStream(bytes));
    writer.write(null, new IIOImage(picture.image(), null, null), param);
    writer.dispose();

    assertThat(renditions.of(picture).rendition()).isEqualTo(bytes.toByteArray());
  }

  @Test
  void leavesASmallPictureAtItsSizeAndCloseToTheOriginal() throws Exception {
    Renditions.Pair pair = renditions.of(decoder.decode(Pictures.resource("coffee.png")));

    BufferedImage rendition = ImageIO.read(new ByteArrayInputStream(pair.rendition()));
    BufferedImage thumbnail = ImageIO.read(new ByteArrayInputStream(pair.thumbnail()));
    assertThat(meanDifference(rendition, Pictures.coffee())).isLessThan(6);
    assertThat(meanDifference(thumbnail, Pictures.coffee())).isLessThan(7);
    assertThat(meanDifference(pair.thumbnailPixels(), Pictures.coffee())).isZero();
  }

  @Test
  void carriesNothingOverThatTheSellerDidNotMeanToPublish() throws Exception {
    byte[] original = Chunks.jpegWithExif(Pictures.jpeg(Pictures.coffee()), 3);
    original = Chunks.jpegWithProfile(original, IccProfiles.DISPLAY_P3);

    Renditions.Pair pair = renditions.of(decoder.decode(original));

    for (byte[] jpeg : new byte[][] {pair.rendition(), pair.thumbnail()}) {
      assertThat(JpegMetadataReader.readMetadata(new ByteArrayInputStream(jpeg)).getDirectories())
          .extracting(Directory::getName)
          .containsOnly("JPEG", "JFIF", "Huffman");
    }
  }

  @Test
  void writesTheSameBytesEachTime() throws Exception {
    byte[] original = Pictures.resource("lossy.webp");

    byte[] once = renditions.of(decoder.decode(original)).rendition();

    assertThat(new Renditions().of(decoder.decode(original)).rendition()).isEqualTo(once);
  }
}
