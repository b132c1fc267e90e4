// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Vector;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/**
 * A picture of any size that is in no memory: a photograph, enlarged and laid side by side. Each
 * second one is mirrored, so that no edge shows.
 */
final class Mosaic implements RenderedImage {

    private final int[] photograph;
    private final int photographWidth;
    private final int photographHeight;
    private final int factor;
    private final int width;
    private final int height;
    private final ColorModel colors;

    Mosaic(BufferedImage photograph, int factor, int width, int height) {
        this.photographWidth = photograph.getWidth();
        this.photographHeight = photograph.getHeight();
        this.photograph =
                photograph.getRGB(
                        0, 0, photographWidth, photographHeight, null, 0, photographWidth);
        this.factor = factor;
        this.width = width;
        this.height = height;
        this.colors = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR).getColorModel();
    }

    /** Writes it with a writer of the JDK, which asks for a row or a tile at a time. */
    void write(Path file, String format, String compression, int tile) throws IOException {
        ImageWriter writer = writer(format);
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (!compression.isEmpty()) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        }
        if (tile > 0) {
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(tile, tile, 0, 0);
        }
        Files.deleteIfExists(file);
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(this, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriter writer(String format) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getModule() == ImageIO.class.getModule()) {
                return writer;
            }
        }
        throw new AssertionError("The JDK writes no " + format);
    }

    @Override
    public Raster getData(Rectangle part) {
        WritableRaster pixels =
                colors.createCompatibleWritableRaster(part.width, part.height)
                        .createWritableTranslatedChild(part.x, part.y);
        byte[] row = new byte[part.width * 3];
        for (int y = part.y; y < part.y + part.height; y++) {
            int line = place(y, photographHeight) * photographWidth;
            for (int x = 0; x < part.width; x++) {
                int rgb = photograph[line + place(part.x + x, photographWidth)];
                row[3 * x] = (byte) (rgb >> 16);
                row[3 * x + 1] = (byte) (rgb >> 8);
                row[3 * x + 2] = (byte) rgb;
            }
            pixels.setDataElements(part.x, y, part.width, 1, row);
        }
        return pixels;
    }

    private int place(int at, int length) {
        int small = at / factor;
        int along = small % length;
        return small / length % 2 == 0 ? along : length - 1 - along;
    }

    /** All of it, made when a part is asked for. */
    private final class Whole extends Raster {

        Whole(SampleModel model, DataBuffer unused) {
            super(model, unused, new Point(0, 0));
        }

        @Override
        public Raster createChild(
                int x, int y, int columns, int rows, int childX, int childY, int[] bands) {
            return getData(new Rectangle(x, y, columns, rows))
                    .createChild(x, y, columns, rows, childX, childY, bands);
        }

        @Override
        public int[] getPixels(int x, int y, int columns, int rows, int[] into) {
            return getData(new Rectangle(x, y, columns, rows)).getPixels(x, y, columns, rows, into);
        }

        @Override
        public Object getDataElements(int x, int y, int columns, int rows, Object into) {
            return getData(new Rectangle(x, y, columns, rows))
                    .getDataElements(x, y, columns, rows, into);
        }
    }

    private Raster whole() {
        return new Whole(
                getSampleModel(), colors.createCompatibleWritableRaster(1, 1).getDataBuffer());
    }

    @Override
    public Raster getTile(int x, int y) {
        return whole();
    }

    @Override
    public Raster getData() {
        return whole();
    }

    @Override
    public WritableRaster copyData(WritableRaster into) {
        into.setRect(getData(into.getBounds()));
        return into;
    }

    @Override
    public ColorModel getColorModel() {
        return colors;
    }

    @Override
    public SampleModel getSampleModel() {
        return colors.createCompatibleSampleModel(width, height);
    }

    @Override
    public int getWidth() {
        return width;
    }

    @Override
    public int getHeight() {
        return height;
    }

    @Override
    public int getMinX() {
        return 0;
    }

    @Override
    public int getMinY() {
        return 0;
    }

    @Override
    public int getNumXTiles() {
        return 1;
    }

    @Override
    public int getNumYTiles() {
        return 1;
    }

    @Override
    public int getMinTileX() {
        return 0;
    }

    @Override
    public int getMinTileY() {
        return 0;
    }

    @Override
    public int getTileWidth() {
        return width;
    }

    @Override
    public int getTileHeight() {
        return height;
    }

    @Override
    public int getTileGridXOffset() {
        return 0;
    }

    @Override
    public int getTileGridYOffset() {
        return 0;
    }

    @Override
    public Vector<RenderedImage> getSources() {
        return null;
    }

    @Override
    public Object getProperty(String name) {
        return java.awt.Image.UndefinedProperty;
    }

    @Override
    public String[] getPropertyNames() {
        return null;
    }
}
