package @package@;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.LabelShare;

/** Writes a line for each class that was found. */
@Component(
        property = {
            Exporter.NAME + "=@name@",
            Exporter.SUFFIX + "=.@name@.txt",
            "service.description=Each class that was found, a line of text"
        })
public final class @class@ implements Exporter {

    private static final Option<Boolean> BACKGROUND =
            Option.flag("background", true, "Whether the first class has a line");

    @Override
    public List<Option<?>> options() {
        return List.of(BACKGROUND);
    }

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out) throws IOException {
        StringBuilder lines = new StringBuilder(subject.name()).append('\n');
        for (LabelShare found : subject.segmentation().labels()) {
            if (found.label().index() > 0 || options.get(BACKGROUND)) {
                lines.append(found.label().name()).append(' ').append(found.pixels()).append('\n');
            }
        }
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
