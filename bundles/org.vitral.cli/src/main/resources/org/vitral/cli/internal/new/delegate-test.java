package @package@;

import org.vitral.contract.DelegateProviderContract;
import org.vitral.tflite.runtime.DelegateProvider;

class @class@Test extends DelegateProviderContract {

    @Override
    protected DelegateProvider create() {
        return new @class@();
    }
}
