// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitral.segmentation.Blending;
import org.vitral.segmentation.Tiling;

/** What {@code --tiles} says: a size, and after it what shall be otherwise than usual. */
final class TilesOption {

    private static final Pattern SCALE = Pattern.compile("(\\d+(?:\\.\\d+)?)x");
    private static final Pattern PIXELS = Pattern.compile("(\\d+)(?:x(\\d+))?");
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)%");

    /** With smaller ones a photograph takes minutes, and a model sees nothing in them. */
    private static final int LEAST_PIXELS = 32;

    private static final double LEAST_SCALE = 0.25;

    private TilesOption() {}

    /**
     * Reads the option.
     *
     * @param given what the user wrote, or null
     */
    static Optional<Tiling> of(String given) throws UsageException {
        if (given == null) {
            return Optional.empty();
        }
        String[] parts = given.split(",", -1);
        try {
            Tiling tiling = size(parts[0].strip());
            for (int i = 1; i < parts.length; i++) {
                tiling = with(tiling, parts[i].strip());
            }
            return Optional.of(tiling);
        } catch (NumberFormatException e) {
            throw new UsageException("--tiles %s: the number is too large".formatted(given));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--tiles %s: %s".formatted(given, e.getMessage()));
        }
    }

    private static Tiling size(String size) {
        Matcher scale = SCALE.matcher(size);
        if (scale.matches()) {
            double times = Double.parseDouble(scale.group(1));
            Tiling tiling = Tiling.ofScale(times);
            if (times < LEAST_SCALE) {
                throw new IllegalArgumentException(
                        "a tile is at least %s times as large as the model's input"
                                .formatted(LEAST_SCALE));
            }
            return tiling;
        }
        Matcher pixels = PIXELS.matcher(size);
        if (pixels.matches()) {
            int width = Integer.parseInt(pixels.group(1));
            int height = pixels.group(2) == null ? width : Integer.parseInt(pixels.group(2));
            Tiling tiling = Tiling.ofPixels(width, height);
            if (Math.min(width, height) < LEAST_PIXELS) {
                throw new IllegalArgumentException(
                        "a tile has at least %d pixels a side".formatted(LEAST_PIXELS));
            }
            return tiling;
        }
        throw new IllegalArgumentException(
                "a size is 1024 or 1024x768 pixels, or 2x for twice the model's input, not '%s'"
                        .formatted(size));
    }

    private static Tiling with(Tiling tiling, String part) {
        int equals = part.indexOf('=');
        String key = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        return switch (key) {
            case "overlap" -> tiling.withOverlap(share(key, value));
            case "whole" -> tiling.withWholeShare(share(key, value));
            case "blend" -> tiling.withBlending(blending(value));
            default ->
                    throw new IllegalArgumentException(
                            "'%s' is none of overlap=25%%, blend=linear|cosine, whole=50%%"
                                    .formatted(part));
        };
    }

    private static double share(String key, String value) {
        Matcher percent = PERCENT.matcher(value);
        if (!percent.matches()) {
            throw new IllegalArgumentException(
                    "%s is a percentage such as %s=25%%, not '%s'".formatted(key, key, value));
        }
        return Double.parseDouble(percent.group(1)) / 100;
    }

    private static Blending blending(String value) {
        for (Blending blending : Blending.values()) {
            if (blending.name().toLowerCase(Locale.ROOT).equals(value)) {
                return blending;
            }
        }
        throw new IllegalArgumentException("blend is linear or cosine, not '%s'".formatted(value));
    }
}
