// Whether a series grows: a straight line through it by least squares.

/** `{ slope, first, last, share }`: the line's change per step, its ends, and how much of the scatter it explains (0 to 1). */
export function fitLine(values) {
  const count = values.length;
  const meanX = (count - 1) / 2;
  const meanY = values.reduce((sum, value) => sum + value, 0) / count;
  const sums = { xx: 0, xy: 0, yy: 0 };
  for (const [x, y] of values.entries()) {
    sums.xx += (x - meanX) ** 2;
    sums.xy += (x - meanX) * (y - meanY);
    sums.yy += (y - meanY) ** 2;
  }
  const slope = sums.xx === 0 ? 0 : sums.xy / sums.xx;
  const share = sums.yy === 0 ? 0 : (slope * sums.xy) / sums.yy;
  return { slope, first: meanY - slope * meanX, last: meanY + slope * meanX, share };
}

/** Growth is told from scatter where the line rises by a tenth of its start and explains half of what is seen. */
export function grows(values, { atLeast = 0 } = {}) {
  if (values.length < 4) return false;
  const { first, last, share } = fitLine(values);
  return share > 0.5 && last - first > Math.max(atLeast, Math.abs(first) * 0.1);
}
