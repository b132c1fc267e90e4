package @package@;

import org.vitral.contract.ExporterContract;
import org.vitral.export.Exporter;

class @class@Test extends ExporterContract {

    @Override
    protected Exporter create() {
        return new @class@();
    }
}
