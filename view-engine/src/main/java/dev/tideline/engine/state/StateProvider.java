package dev.tideline.engine.state;

/** Hands out the states of a circuit. Different names never see each other's entries. */
@FunctionalInterface
public interface StateProvider {

    /** The state of that name, with whatever it held when the last commit was made. */
    KeyedState state(String name);
}
