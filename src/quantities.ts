/** Quantities for people: sizes in IEC units, rates in SI units, durations as on a stopwatch. */

const IEC_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
const SI_RATES = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'] as const;

/** `1.2 GiB`; whole bytes below 1 KiB. */
export function formatBytes(bytes: number): string {
  const scale = scaleOf(bytes, 1024, IEC_UNITS.length);
  return `${scaled(bytes, 1024 ** scale)} ${IEC_UNITS[scale]}`;
}

/** `1.2/3.5 GiB`: both in the unit of the total. */
export function formatBytesOf(doneBytes: number, totalBytes: number): string {
  const scale = scaleOf(totalBytes, 1024, IEC_UNITS.length);
  return `${scaled(doneBytes, 1024 ** scale)}/${scaled(totalBytes, 1024 ** scale)} ${IEC_UNITS[scale]}`;
}

/** `48 MB/s` */
export function formatRate(bytesPerSecond: number): string {
  const scale = scaleOf(bytesPerSecond, 1000, SI_RATES.length);
  return `${scaled(bytesPerSecond, 1000 ** scale)} ${SI_RATES[scale]}`;
}

/** `0:48`, `12:03`, `1:02:03`; rounded to whole seconds. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`;
}

/** How long something took: `38 ms`, `4.2 s`, `48 s`, `12:03 min`, `1:02:03 h`. */
export function formatElapsed(durationMs: number): string {
  if (durationMs < 999.5) return `${Math.max(0, Math.round(durationMs))} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 59.5) return `${scaled(seconds * 1000, 1000)} s`;
  return `${formatDuration(durationMs)} ${seconds < 3599.5 ? 'min' : 'h'}`;
}

/** How long ago, in one unit: `40 s`, `12 min`, `26 h`, `3 d`, `410 d`; hours up to two days. Never negative. */
export function formatAge(ageMs: number): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `2026-11-21 02:00 UTC` */
export function formatMoment(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `1 image`, `2 images`, `0 copies`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The power of `base` whose unit keeps the number below `base`, also after rounding. */
function scaleOf(value: number, base: number, units: number): number {
  let scale = 0;
  while (scale < units - 1 && Math.round(value / base ** scale) >= base) scale += 1;
  return scale;
}

/** One decimal below 10, none above, and none for plain bytes. */
function scaled(value: number, divisor: number): string {
  const number = value / divisor;
  return divisor === 1 || number >= 9.95 ? String(Math.round(number)) : number.toFixed(1);
}
