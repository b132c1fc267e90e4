// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

import java.awt.Rectangle;
import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Writes the outlines that the legend is drawn with, at build time: the renderer then needs neither
 * a font of the host nor a reader of fonts. OutlineFont reads the file and documents its format.
 */
final class WriteLegendFont {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final int MAGIC = 0x56474f31;
    private static final int END = 0;
    private static final int MOVE = 1;
    private static final int LINE = 2;
    private static final int QUAD = 3;

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        try (InputStream in = TTFParser.class.getResourceAsStream(FONT);
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
            Files.write(file, outlines(font));
        }
    }

    /** Latin, Greek and Cyrillic, and the punctuation and currency signs of labels. */
    private static IntStream codePoints() {
        return IntStream.of(
                        0x20, 0x7f, 0xa0, 0x250, 0x370, 0x530, 0x1e00, 0x1f00, 0x2010, 0x2028,
                        0x2030, 0x205f, 0x20a0, 0x20c0, 0x2122, 0x2123)
                .boxed()
                .gather(Gatherers.windowFixed(2))
                .flatMapToInt(range -> IntStream.range(range.get(0), range.get(1)));
    }

    private static byte[] outlines(TrueTypeFont font) throws IOException {
        CmapLookup glyphs = font.getUnicodeCmapLookup();
        List<Integer> included = new ArrayList<>();
        included.add(0);
        codePoints().filter(code -> glyphs.getGlyphId(code) != 0).forEach(included::add);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        ByteArrayOutputStream paths = new ByteArrayOutputStream();
        out.writeInt(MAGIC);
        out.writeShort(font.getUnitsPerEm());
        out.writeShort(font.getOS2Windows().getCapHeight());
        out.writeShort(included.size());
        for (int code : included) {
            int glyph = code == 0 ? 0 : glyphs.getGlyphId(code);
            out.writeInt(code);
            out.writeShort(font.getAdvanceWidth(glyph));
            out.writeInt(paths.size());
            writeBounds(path(font, glyph).getBounds(), out);
            writePath(path(font, glyph), new DataOutputStream(paths));
        }
        paths.writeTo(out);
        return bytes.toByteArray();
    }

    private static GeneralPath path(TrueTypeFont font, int glyph) throws IOException {
        var data = font.getGlyph().getGlyph(glyph);
        return data == null ? new GeneralPath() : data.getPath();
    }

    /** The box around all points of an outline, those that bend its curves too. */
    private static void writeBounds(Rectangle box, DataOutputStream out) throws IOException {
        out.writeShort(box.x);
        out.writeShort(box.y);
        out.writeShort(box.x + box.width);
        out.writeShort(box.y + box.height);
    }

    private static void writePath(GeneralPath outline, DataOutputStream out) throws IOException {
        float[] at = new float[6];
        for (PathIterator path = outline.getPathIterator(null); !path.isDone(); path.next()) {
            switch (path.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> write(out, MOVE, at, 2);
                case PathIterator.SEG_LINETO -> write(out, LINE, at, 2);
                case PathIterator.SEG_QUADTO -> write(out, QUAD, at, 4);
                case PathIterator.SEG_CLOSE -> {}
                default -> throw new IOException("This font has curves that are not quadratic");
            }
        }
        out.writeByte(END);
    }

    private static void write(DataOutputStream out, int kind, float[] at, int numbers)
            throws IOException {
        out.writeByte(kind);
        for (int i = 0; i < numbers; i++) {
            out.writeShort(Math.round(at[i]));
        }
    }
}
