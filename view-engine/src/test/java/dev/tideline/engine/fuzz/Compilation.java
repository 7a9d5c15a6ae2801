package dev.tideline.engine.fuzz;

import dev.tideline.engine.circuit.lowering.Lowering;
import dev.tideline.engine.circuit.spec.CircuitSpec;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.value.TypeCatalog;
import java.util.List;
import java.util.Map;

/** How plans become a circuit: as the engine does it, or with an error planted on the way. */
interface Compilation {

    Compilation OURS = (plans, types) -> new Lowering(types).lower(plans, Map.of());

    CircuitSpec compile(List<ViewPlan> plans, TypeCatalog types);
}
