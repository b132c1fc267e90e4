// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/**
 * How much of each pixel of a rectangle lies inside an outline, exactly.
 *
 * <p>Every line adds the signed area to its right to the pixels that it crosses; summed up along a
 * row these give the coverage, as in Raph Levien's font-rs. Starting Java2D's rasterizer for a
 * legend takes 60 to 100 ms of a fresh JVM, this takes two or three.
 */
final class Coverage {

    /** A curve is drawn as lines that are about this long, in pixels. */
    private static final float FLAT = 1.5f;

    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final float[] area;
    private float startX;
    private float startY;
    private float lastX;
    private float lastY;

    /** Of a rectangle of the picture, which the outline must not leave on its left or right. */
    Coverage(int left, int top, int width, int height) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        area = new float[width * height + 2];
    }

    void moveTo(float x, float y) {
        close();
        startX = lastX = x - left;
        startY = lastY = y - top;
    }

    void lineTo(float x, float y) {
        line(x - left, y - top);
    }

    void quadTo(float controlX, float controlY, float x, float y) {
        float x0 = lastX;
        float y0 = lastY;
        float x1 = controlX - left;
        float y1 = controlY - top;
        float x2 = x - left;
        float y2 = y - top;
        float length =
                Math.abs(x1 - x0) + Math.abs(y1 - y0) + Math.abs(x2 - x1) + Math.abs(y2 - y1);
        int lines = Math.clamp((int) Math.ceil(length / FLAT), 2, 64);
        for (int i = 1; i <= lines; i++) {
            float t = (float) i / lines;
            float s = 1 - t;
            line(
                    s * s * x0 + 2 * s * t * x1 + t * t * x2,
                    s * s * y0 + 2 * s * t * y1 + t * t * y2);
        }
    }

    void close() {
        line(startX, startY);
    }

    /** Paints what is inside. */
    void fill(Picture picture, Paint paint) {
        for (int y = 0; y < height; y++) {
            float inside = 0;
            for (int x = 0; x < width; x++) {
                inside += area[y * width + x];
                float covered = Math.min(Math.abs(inside), 1);
                if (covered > 1 / 512f) {
                    picture.blend(left + x, top + y, paint.rgb(), covered * paint.opacity());
                }
            }
        }
    }

    private void line(float x, float y) {
        float fromX = lastX;
        float fromY = lastY;
        lastX = x;
        lastY = y;
        if (fromY < y) {
            add(fromX, fromY, x, y, 1);
        } else if (fromY > y) {
            add(x, y, fromX, fromY, -1);
        }
    }

    /** Adds a line that goes down from (x0, y0) to (x1, y1). */
    private void add(float x0, float y0, float x1, float y1, int sign) {
        float slope = (x1 - x0) / (y1 - y0);
        float x = y0 < 0 ? x0 - y0 * slope : x0;
        int end = Math.min(height, (int) Math.ceil(y1));
        for (int row = Math.max(0, (int) y0); row < end; row++) {
            float part = Math.min(row + 1, y1) - Math.max(row, y0);
            float next = x + slope * part;
            addInRow(row * width, Math.min(x, next), Math.max(x, next), part * sign);
            x = next;
        }
    }

    /** Adds the part of a line that is in one row of pixels and covers so much of its height. */
    private void addInRow(int row, float from, float to, float part) {
        int first = (int) from;
        int end = (int) Math.ceil(to);
        float firstPart = from - first;
        if (end <= first + 1) {
            float middle = 0.5f * (from + to) - first;
            area[row + first] += part * (1 - middle);
            area[row + first + 1] += part * middle;
            return;
        }
        float perPixel = 1 / (to - from);
        float lastPart = to - end + 1;
        float firstArea = 0.5f * perPixel * (1 - firstPart) * (1 - firstPart);
        float lastArea = 0.5f * perPixel * lastPart * lastPart;
        area[row + first] += part * firstArea;
        if (end == first + 2) {
            area[row + first + 1] += part * (1 - firstArea - lastArea);
        } else {
            float second = perPixel * (1.5f - firstPart);
            area[row + first + 1] += part * (second - firstArea);
            for (int x = first + 2; x < end - 1; x++) {
                area[row + x] += part * perPixel;
            }
            float beforeLast = second + (end - first - 3) * perPixel;
            area[row + end - 1] += part * (1 - beforeLast - lastArea);
        }
        area[row + end] += part * lastArea;
    }
}
