package @package@;

import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.tensorflow.lite.Delegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Offers the delegate of a native library, where that is installed. */
@Component(property = DelegateProvider.NAME + "=@name@")
public final class @class@ implements DelegateProvider {

    private static final Path LIBRARY = Path.of("/usr/local/lib/lib@name@_delegate.so");

    @Override
    public String description() {
        return "@name@, by " + LIBRARY;
    }

    @Override
    public DelegateProbe probe(TfLiteRuntime runtime) {
        return Files.exists(LIBRARY)
                ? DelegateProbe.unavailable("What calls " + LIBRARY + " is not written yet")
                : DelegateProbe.unavailable("There is no " + LIBRARY + ": install it");
    }

    /** Calls the library's own function by the FFM API; org.vitral.delegate.external shows how. */
    @Override
    public Delegate create(TfLiteRuntime runtime, DelegateOptions options) {
        throw new IllegalStateException(probe(runtime).reason());
    }
}
