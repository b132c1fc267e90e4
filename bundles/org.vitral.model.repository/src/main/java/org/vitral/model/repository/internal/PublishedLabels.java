// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vitral.model.Label;

/**
 * The classes of data sets that many models are trained on, with the colours that their publishers
 * show them in: those of {@code VOClabelcolormap.m}, of Cityscapes' {@code labels.py}, and of the
 * scene parsing challenge's {@code color150.mat}. Read at the first use.
 */
enum PublishedLabels {
    /** The background and the 20 classes of PASCAL VOC 2012. */
    VOC("PASCAL VOC 2012"),
    /** The 19 classes of Cityscapes that are evaluated, by their train ids. */
    CITYSCAPES("Cityscapes"),
    /** The 150 classes of the ADE20K scene parsing challenge, without one for all else. */
    ADE20K("ADE20K");

    private final String title;
    private List<Label> labels;

    PublishedLabels(String title) {
        this.title = title;
    }

    /** What a descriptor's {@code labels} says. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a person says. */
    String title() {
        return title;
    }

    /** The classes of that name, where there are such. */
    static Optional<PublishedLabels> find(String id) {
        for (PublishedLabels known : values()) {
            if (known.id().equals(id)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /**
     * The classes that a model with so many is likely to have. Of 19 there are others, too (parts
     * of faces, for one), so that these are never taken for those of Cityscapes.
     */
    static Optional<PublishedLabels> likely(int classes) {
        return switch (classes) {
            case 21 -> Optional.of(VOC);
            case 150 -> Optional.of(ADE20K);
            default -> Optional.empty();
        };
    }

    /** The classes, in the order of their indices. */
    synchronized List<Label> labels() {
        if (labels == null) {
            labels = List.copyOf(read());
        }
        return labels;
    }

    /** A line is a name, a tab and a colour. */
    private List<Label> read() {
        String file = "/descriptors/labels/" + id() + ".txt";
        List<Label> read = new ArrayList<>();
        try (InputStream text = PublishedLabels.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new FileNotFoundException(file);
            }
            String lines = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : lines.lines().toList()) {
                int tab = line.indexOf('\t');
                int rgb = Integer.parseInt(line.substring(tab + 2), 16);
                read.add(new Label(read.size(), line.substring(0, tab), rgb));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("A label map of this bundle is broken", broken);
        }
        return read;
    }
}
