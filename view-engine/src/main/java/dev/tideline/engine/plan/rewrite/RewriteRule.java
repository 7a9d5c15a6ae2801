package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.property.PropertyDerivation;
import dev.tideline.engine.value.TypeCatalog;

/** Replaces one node, looking no further than a few nodes down. */
interface RewriteRule {

    /** The node to put in its place; the same object if the rule does not fire. */
    Plan apply(Plan node, Context context);

    /** What rules may ask. */
    record Context(TypeCatalog types, PropertyDerivation properties) {

        Context(TypeCatalog types) {
            this(types, new PropertyDerivation(types));
        }
    }
}
