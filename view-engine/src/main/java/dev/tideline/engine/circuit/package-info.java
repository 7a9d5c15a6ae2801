/**
 * The incremental engine proper: DBSP's algebra of Z-set deltas. <strong>Pure Java: no Kafka, no JDBC, no clock, no threads.</strong>
 * Its state lies behind {@link dev.tideline.engine.state.KeyedState}; its inputs are slices of table changes, its outputs the net
 * changes of every view at the end of an epoch.
 *
 * <pre>
 * CircuitSpec spec = new Lowering(types, compiler).lower(viewPlans, declaredKeys);  // once, at compile time; spec.planHash(), spec.inputs()
 * Circuit circuit = new Circuit(spec, states, compiler, types, session, CircuitOptions.DEFAULT, heap);
 * circuit.step(changesByTable);                                     // any number of slices of the open epoch
 * circuit.flush();                                                  // before every commit, at any point
 * while (!circuit.emit(sink, 1000)) {}                              // the epoch is complete: its net changes
 * circuit.failures();                                               // views that PostgreSQL could not compute now
 * </pre>
 *
 * <p>After a crash, or when states are restored: a new {@code Circuit} over the same states goes on where the last commit was. A {@link
 * dev.tideline.engine.circuit.CircuitViolation} means that the input was lost or doubled on its way: stop.
 */
package dev.tideline.engine.circuit;
