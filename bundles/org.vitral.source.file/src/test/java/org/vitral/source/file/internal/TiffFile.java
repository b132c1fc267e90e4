// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes TIFF files of RGB pixels in strips or tiles, of kinds that no writer here makes. */
record TiffFile(
        int width,
        int height,
        int unitWidth,
        int unitHeight,
        boolean deflated,
        boolean planar,
        boolean big,
        int orientation,
        ByteOrder order) {

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int LONG8 = 16;

    static TiffFile strips(int width, int height, int rows) {
        return new TiffFile(
                width, height, width, rows, false, false, false, 1, ByteOrder.LITTLE_ENDIAN);
    }

    static TiffFile tiles(int width, int height, int side) {
        return new TiffFile(width, height, side, side, true, false, false, 1, ByteOrder.BIG_ENDIAN);
    }

    TiffFile turned(int orientation) {
        return new TiffFile(
                width, height, unitWidth, unitHeight, deflated, planar, big, orientation, order);
    }

    TiffFile inPlanes() {
        return new TiffFile(
                width, height, unitWidth, unitHeight, deflated, true, big, orientation, order);
    }

    TiffFile asBigTiff() {
        return new TiffFile(
                width, height, unitWidth, unitHeight, deflated, planar, true, orientation, order);
    }

    private boolean tiled() {
        return unitWidth != width;
    }

    /** The file of pixels of three bytes. */
    byte[] of(byte[] rgb) throws IOException {
        List<byte[]> units = new ArrayList<>();
        for (int plane = 0; plane < (planar ? 3 : 1); plane++) {
            for (int y = 0; y < height; y += unitHeight) {
                for (int x = 0; x < width; x += unitWidth) {
                    byte[] unit = unit(rgb, x, y, plane);
                    units.add(deflated ? Samples.deflate(unit) : unit);
                }
            }
        }
        int start = big ? 16 : 8;
        long[] offsets = new long[units.size()];
        long[] counts = new long[units.size()];
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = start + data.size();
            counts[i] = units.get(i).length;
            data.writeBytes(units.get(i));
        }
        if (data.size() % 2 == 1) {
            data.write(0);
        }
        return file(data.toByteArray(), start, offsets, counts);
    }

    private byte[] file(byte[] data, int start, long[] offsets, long[] counts) {
        int word = big ? 8 : 4;
        // Width to photometric, orientation, samples, planes, unit, and those of the parts.
        int entries = tiled() ? 13 : 12;
        int directory = start + data.length;
        int values = directory + (big ? 8 : 2) + entries * (big ? 20 : 12) + word;
        ByteBuffer file = ByteBuffer.allocate(values + 2 * offsets.length * word + 8).order(order);
        file.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes());
        file.putShort((short) (big ? 43 : 42));
        if (big) {
            file.putShort((short) 8).putShort((short) 0);
        }
        word(file, directory);
        file.put(data);
        if (big) {
            file.putLong(entries);
        } else {
            file.putShort((short) entries);
        }
        int bits = values + 2 * offsets.length * word;
        entry(file, 256, LONG, 1, width);
        entry(file, 257, LONG, 1, height);
        if (big) {
            file.putShort((short) 258).putShort((short) SHORT).putLong(3);
            file.putShort((short) 8).putShort((short) 8).putShort((short) 8).putShort((short) 0);
        } else {
            entry(file, 258, SHORT, 3, bits);
        }
        entry(file, 259, SHORT, 1, deflated ? 8 : 1);
        entry(file, 262, SHORT, 1, 2);
        if (!tiled()) {
            numbers(file, 273, offsets, values);
        }
        entry(file, 274, SHORT, 1, orientation);
        entry(file, 277, SHORT, 1, 3);
        if (!tiled()) {
            entry(file, 278, LONG, 1, unitHeight);
            numbers(file, 279, counts, values + offsets.length * word);
        }
        entry(file, 284, SHORT, 1, planar ? 2 : 1);
        entry(file, 296, SHORT, 1, 2);
        if (tiled()) {
            entry(file, 322, LONG, 1, unitWidth);
            entry(file, 323, LONG, 1, unitHeight);
            numbers(file, 324, offsets, values);
            numbers(file, 325, counts, values + offsets.length * word);
        }
        word(file, 0);
        for (long[] all : List.of(offsets, counts)) {
            for (long one : all) {
                word(file, one);
            }
        }
        file.putShort((short) 8).putShort((short) 8).putShort((short) 8);
        return file.array();
    }

    private byte[] unit(byte[] rgb, int left, int top, int plane) {
        int samples = planar ? 1 : 3;
        int rows = tiled() ? unitHeight : Math.min(unitHeight, height - top);
        byte[] unit = new byte[unitWidth * rows * samples];
        Arrays.fill(unit, (byte) 77);
        for (int y = top; y < Math.min(height, top + rows); y++) {
            for (int x = left; x < Math.min(width, left + unitWidth); x++) {
                int to = ((y - top) * unitWidth + x - left) * samples;
                int from = (y * width + x) * 3;
                for (int i = 0; i < samples; i++) {
                    unit[to + i] = rgb[from + (planar ? plane : i)];
                }
            }
        }
        return unit;
    }

    private void entry(ByteBuffer file, int tag, int type, long count, long value) {
        int end = file.position() + (big ? 20 : 12);
        file.putShort((short) tag).putShort((short) type);
        word(file, count);
        if (type == SHORT && count == 1) {
            file.putShort((short) value);
        } else if (type == LONG8) {
            file.putLong(value);
        } else {
            file.putInt((int) value);
        }
        file.position(end);
    }

    private void numbers(ByteBuffer file, int tag, long[] numbers, long at) {
        long value = numbers.length == 1 ? numbers[0] : at;
        entry(file, tag, big ? LONG8 : LONG, numbers.length, value);
    }

    private void word(ByteBuffer file, long word) {
        if (big) {
            file.putLong(word);
        } else {
            file.putInt((int) word);
        }
    }
}
