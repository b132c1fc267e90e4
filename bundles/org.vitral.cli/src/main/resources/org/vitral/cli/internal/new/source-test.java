package @package@;

import java.net.URI;
import org.vitral.contract.ImageSourceContract;
import org.vitral.image.ImageSource;

class @class@Test extends ImageSourceContract {

    @Override
    protected ImageSource create() {
        return new @class@();
    }

    @Override
    protected URI location() {
        return URI.create("@name@:ff8040");
    }

    @Override
    protected URI nothing() {
        return URI.create("@name@:nothing");
    }
}
