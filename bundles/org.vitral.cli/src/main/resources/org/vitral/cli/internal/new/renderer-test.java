package @package@;

import org.vitral.contract.RendererContract;
import org.vitral.render.Renderer;

class @class@Test extends RendererContract {

    @Override
    protected Renderer create() {
        return new @class@();
    }
}
