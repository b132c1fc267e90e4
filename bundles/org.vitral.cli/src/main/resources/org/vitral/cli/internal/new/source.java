package @package@;

import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Component;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageSequence;
import org.vitral.image.ImageSource;
import org.vitral.image.PixelFormat;

/** Gives a picture of one colour for @name@:rrggbb, such as @name@:ff8040. */
@Component(property = ImageSource.KIND + "=@name@")
public final class @class@ implements ImageSource {

    @Override
    public boolean accepts(URI location) {
        return "@name@".equals(location.getScheme());
    }

    @Override
    public ImageSequence open(URI location) throws ImageException {
        String color = location.getSchemeSpecificPart();
        if (!color.matches("[0-9a-fA-F]{6}")) {
            throw new ImageException("A colour is six hexadecimal digits, but is " + color);
        }
        return new OneImage(List.<ImageItem>of(new Plain(color)).iterator());
    }

    /** An image that is made when it is read. */
    private record Plain(String name) implements ImageItem {
        @Override
        public Image read() {
            int rgb = Integer.parseInt(name, 16);
            byte[] pixels = new byte[64 * 64 * 3];
            for (int i = 0; i < pixels.length; i += 3) {
                pixels[i] = (byte) (rgb >> 16);
                pixels[i + 1] = (byte) (rgb >> 8);
                pixels[i + 2] = (byte) rgb;
            }
            return Image.of(pixels, 64, 64, PixelFormat.RGB);
        }
    }

    private record OneImage(Iterator<ImageItem> items) implements ImageSequence {
        @Override
        public OptionalLong count() {
            return OptionalLong.of(1);
        }

        @Override
        public Optional<ImageItem> next() {
            return items.hasNext() ? Optional.of(items.next()) : Optional.empty();
        }

        @Override
        public void close() {}
    }
}
