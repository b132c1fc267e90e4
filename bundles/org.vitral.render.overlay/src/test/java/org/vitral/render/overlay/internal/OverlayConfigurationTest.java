// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.log.Logger;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.option.Options;

class OverlayConfigurationTest {

    private final List<String> warnings = new ArrayList<>();

    @Test
    void aNewConfigurationHoldsFromTheNextPictureOn() {
        OverlayRenderer renderer = new OverlayRenderer(log(), new TestStyle(0, false, false));
        assertEquals(0, red(renderer));
        renderer.configure(new TestStyle(1, false, false));
        assertEquals(0x80, red(renderer));
        assertEquals(List.of(), warnings);
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 1.5f, Float.NaN})
    void anOpacityOutOfRangeIsOneWarningAndWhatWasInUseStays(float opacity) {
        OverlayRenderer renderer = new OverlayRenderer(log(), new TestStyle(1, false, false));
        renderer.configure(new TestStyle(opacity, true, true));
        assertEquals(0x80, red(renderer));
        assertEquals(
                List.of(
                        "org.vitral.render.overlay: opacity is 0 to 1, but is "
                                + opacity
                                + "; 1.0 stays in use"),
                warnings);
    }

    @Test
    void aMaskOfMoreThan256ClassesIsDrawnToo() {
        String[] names = new String[301];
        Arrays.setAll(names, i -> i == 0 ? "background" : "label " + i);
        Scene scene = Scene.empty(30, 20, names).withEllipse(300, 15, 10, 5, 5);
        OverlayRenderer renderer = new OverlayRenderer(log(), new TestStyle(1, false, false));
        byte[] rgb = render(renderer, scene);
        int at = 3 * (10 * 30 + 15);
        int color = Scene.color(300);
        assertArrayEquals(
                new byte[] {(byte) (color >> 16), (byte) (color >> 8), (byte) color},
                Arrays.copyOfRange(rgb, at, at + 3));
    }

    /** The red of a pixel of class 1, whose colour is 0x800000, over black. */
    private static int red(OverlayRenderer renderer) {
        Scene scene = Scene.empty(30, 20, "background", "cat").withEllipse(1, 15, 10, 5, 5);
        return render(renderer, scene)[3 * (10 * 30 + 15)] & 0xff;
    }

    private static byte[] render(OverlayRenderer renderer, Scene scene) {
        Image photograph =
                Image.of(
                        new byte[scene.width() * scene.height()],
                        scene.width(),
                        scene.height(),
                        PixelFormat.GRAY);
        return renderer.render(photograph, scene, Options.NONE)
                .pixels()
                .toArray(ValueLayout.JAVA_BYTE);
    }

    /** A logger that keeps what it is warned of. */
    private Logger log() {
        return (Logger)
                Proxy.newProxyInstance(
                        Logger.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> {
                            String message = (String) arguments[0];
                            for (Object argument : (Object[]) arguments[1]) {
                                message = message.replaceFirst("\\{}", argument.toString());
                            }
                            warnings.add(message);
                            return null;
                        });
    }
}
