/** Which messages are printed. */
import type { LogLevel } from './host.ts';

const ORDER: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warning: 2, error: 3 };

/** `quiet` leaves warnings and errors, whatever the level says. */
export function isPrinted(
  level: LogLevel,
  settings: { readonly level: LogLevel; readonly quiet: boolean },
): boolean {
  const least = settings.quiet ? Math.max(ORDER[settings.level], ORDER.warning) : ORDER[settings.level];
  return ORDER[level] >= least;
}
