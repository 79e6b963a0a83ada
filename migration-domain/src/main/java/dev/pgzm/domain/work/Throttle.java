package dev.pgzm.domain.work;

/** What holds work back: the rate that was asked for, and how the destination bears it. */
record Throttle(Brake brake, PauseGate gate) {
    /** After how many bytes it wants to be passed. */
    long step() {
        return Math.min(brake.step(), gate.step());
    }

    /** Returns when so many bytes may be on their way. */
    void pass(long bytes) {
        gate.pass();
        brake.pass(bytes);
    }

    /** Returns when new work may begin. */
    void begin() {
        gate.pass();
    }

    void release() {
        brake.release();
        gate.release();
    }
}
