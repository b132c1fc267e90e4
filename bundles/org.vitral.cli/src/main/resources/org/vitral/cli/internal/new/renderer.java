package @package@;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.image.UprightRows;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/** Shows what was found as it is, and all else darker. */
@Component(
        property = {
            Renderer.NAME + "=@name@",
            "service.description=What was found as it is, and all else darker"
        })
public final class @class@ implements Renderer {

    private static final Option<Double> BRIGHTNESS =
            Option.number("brightness", 0.25, 0, 1, "How bright the rest is");

    @Override
    public List<Option<?>> options() {
        return List.of(BRIGHTNESS);
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        Region seen = segmentation.region();
        CategoryMask mask = segmentation.categoryMask(seen.width(), seen.height());
        double brightness = options.get(BRIGHTNESS);
        UprightRows rows = UprightRows.of(image);
        byte[] rgb = new byte[Math.multiplyExact(rows.width() * 3, rows.height())];
        for (int y = 0; y < rows.height(); y++) {
            int at = y * rows.width() * 3;
            rows.readRgb(y, rgb, at);
            for (int x = 0; x < rows.width(); x++, at += 3) {
                if (!isObject(mask, x - seen.x(), y - seen.y())) {
                    for (int i = at; i < at + 3; i++) {
                        rgb[i] = (byte) (Byte.toUnsignedInt(rgb[i]) * brightness);
                    }
                }
            }
        }
        return Image.of(rgb, rows.width(), rows.height(), PixelFormat.RGB);
    }

    private static boolean isObject(CategoryMask mask, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < mask.width() && y < mask.height();
        return inside && mask.label(x, y) != 0;
    }
}
