package dev.tideline.deploy.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.wire.TopologyDescriptor.Column;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which columns of a view are compared, and in which order. */
class ComparedColumnsTest {

    private static Column column(String name, Comparison comparison) {
        return new Column(name, "integer", null, comparison, null);
    }

    @Test
    void leavesOutWhatTiedRowsDecide() {
        var compared = ComparedColumns.of(List.of(
                column("sum", Comparison.FLOAT_TOLERANCE),
                column("number", Comparison.TIED),
                column("id", Comparison.EXACT)));
        assertThat(compared.names()).containsExactly("id", "sum");
    }

    @Test
    void comparesHowManyRowsThereAreIfNothingElse() {
        var compared = ComparedColumns.of(List.of(column("number", Comparison.TIED)));
        assertThat(compared.names()).isEmpty();
        assertThat(compared.expressions()).isEqualTo("1");
        assertThat(compared.order(true)).isEmpty();
    }
}
