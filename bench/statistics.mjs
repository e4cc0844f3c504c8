// Figures of several runs: the middle one, how far they lie apart, and how a series grows.

/** `{ median, least, most, count }` of numbers; null of none. */
export function spreadOf(values) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, least: sorted[0], most: sorted[sorted.length - 1], count: sorted.length };
}

/**
 * How y grows with x, both above zero: `y = factor · x ^ exponent` by least squares on logarithms. 1 is linear, 0 is flat;
 * `share` says how much of the scatter that explains.
 */
export function fitPower(points) {
  const logs = points.filter(([x, y]) => x > 0 && y > 0).map(([x, y]) => [Math.log(x), Math.log(y)]);
  if (logs.length < 2) return null;
  const { slope, start, share } = fitStraight(logs);
  return { exponent: slope, factor: Math.exp(start), share };
}

/** `{ slope, start, share }` of the line through points by least squares. */
export function fitStraight(points) {
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const sums = { xx: 0, xy: 0, yy: 0 };
  for (const [x, y] of points) {
    sums.xx += (x - meanX) ** 2;
    sums.xy += (x - meanX) * (y - meanY);
    sums.yy += (y - meanY) ** 2;
  }
  const slope = sums.xx === 0 ? 0 : sums.xy / sums.xx;
  return { slope, start: meanY - slope * meanX, share: sums.yy === 0 ? 1 : (slope * sums.xy) / sums.yy };
}
