/** Why a run was stopped before its end. */

/** What a person calls the reason of an abort. */
export function whyStopped(signal: AbortSignal): string {
  const { reason } = signal;
  if (typeof reason === 'string')
    return reason === 'time budget' ? 'the time budget was used up' : `stopped by ${reason}`;
  return `not reached before the run stopped${reason instanceof Error ? `: ${reason.message}` : ''}`;
}
