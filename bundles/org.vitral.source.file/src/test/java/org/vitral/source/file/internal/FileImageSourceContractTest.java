// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.contract.ImageSourceContract;
import org.vitral.image.ImageSource;

class FileImageSourceContractTest extends ImageSourceContract {

    @TempDir private Path folder;

    @BeforeEach
    void thereAreTwoPhotographs() throws IOException {
        for (int width : new int[] {21, 33}) {
            BufferedImage picture = new BufferedImage(width, 11, BufferedImage.TYPE_3BYTE_BGR);
            picture.setRGB(width / 2, 5, 0xff8040);
            ImageIO.write(picture, "png", folder.resolve(width + ".png").toFile());
        }
    }

    @Override
    protected ImageSource create() {
        return new FileImageSource(0);
    }

    @Override
    protected URI location() {
        return folder.toUri();
    }

    @Override
    protected URI nothing() {
        return folder.resolve("absent.png").toUri();
    }
}
