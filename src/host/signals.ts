/** SIGINT and SIGTERM as an AbortSignal: the first asks to stop, the second does not wait. */

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Exit codes by convention: 128 + the signal's number. */
export const EXIT_CODE_OF: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

export interface SignalTrap {
  /** Its reason is the name of the first signal. */
  readonly signal: AbortSignal;
  /** Takes the handlers away. */
  dispose(): void;
}

export interface SignalTrapOptions {
  readonly onFirst: (name: StopSignal) => void;
  /** What a second signal does: leaves at once, or nothing where the caller will be killed anyway. */
  readonly onSecond: (name: StopSignal) => void;
}

export function trapSignals({ onFirst, onSecond }: SignalTrapOptions): SignalTrap {
  const controller = new AbortController();
  const handle = (name: StopSignal) => {
    if (controller.signal.aborted) return onSecond(name);
    onFirst(name);
    controller.abort(name);
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', handle);
      process.off('SIGTERM', handle);
    },
  };
}
