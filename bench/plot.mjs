// Small pictures as SVG: bars with ranges, and lines over logarithmic axes. Text in, text out.

const FONT = 'font-family="Helvetica, Arial, sans-serif" font-size="12"';
const OWN_COLOUR = '#1f6feb';
const COLOURS = ['#8b949e', '#d29922', '#2da44e', '#bf3989', '#8250df', '#57606a'];
const INK = '#24292f';
const FAINT = '#d0d7de';

/**
 * Groups of horizontal bars: `groups: [{ label, bars: [{ label, value, least, most, isOwn }] }]`, each group on a scale of its own
 * where `unit` says what a value is.
 */
export function barPlot({ title, unit, groups }) {
  const [left, width, rowHeight] = [190, 720, 20];
  const parts = [text(12, 22, title, 'font-weight="bold"')];
  let y = 40;
  for (const { label, bars } of groups) {
    const most = Math.max(...bars.map((bar) => bar.most), Number.MIN_VALUE);
    const scale = (value) => (value / most) * (width - left - 110);
    parts.push(text(12, y + 13, label, 'font-style="italic"'));
    y += rowHeight;
    for (const bar of bars) {
      parts.push(...oneBar(bar, { y, left, scale, unit }));
      y += rowHeight;
    }
    y += 8;
  }
  return drawing(width, y + 4, parts);
}

function oneBar({ label, value, least, most, isOwn }, { y, left, scale, unit }) {
  const middle = y + 8;
  const colour = isOwn ? OWN_COLOUR : COLOURS[0];
  return [
    text(left - 8, y + 12, label, 'text-anchor="end"'),
    `<rect x="${left}" y="${y + 2}" width="${number(scale(value))}" height="12" fill="${colour}"/>`,
    line([left + scale(least), middle], [left + scale(most), middle], INK),
    text(left + scale(most) + 6, y + 12, `${shown(value)} ${unit}`),
  ];
}

/** Lines over logarithmic axes: `lines: [{ label, points: [[x, y]], isOwn }]`; values of 0 are left out. */
export function linePlot({ title, xLabel, yLabel, lines }) {
  const frame = { left: 70, top: 40, width: 560, height: 300 };
  const points = lines.flatMap((each) => each.points).filter(([x, y]) => x > 0 && y > 0);
  const axis = (at, length) =>
    logAxis(
      points.map((point) => point[at]),
      length,
    );
  const [x, y] = [axis(0, frame.width), axis(1, frame.height)];
  const place = ([atX, atY]) => [frame.left + x.place(atX), frame.top + frame.height - y.place(atY)];
  const parts = [text(12, 22, title, 'font-weight="bold"'), ...grid(frame, x, y)];
  for (const [index, { label, points: own, isOwn }] of lines.entries()) {
    const colour = isOwn ? OWN_COLOUR : COLOURS[index % COLOURS.length];
    const places = own.filter(([px, py]) => px > 0 && py > 0).map(place);
    const path = places.map((each) => each.map(number).join(',')).join(' ');
    parts.push(`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const [cx, cy] of places)
      parts.push(`<circle cx="${number(cx)}" cy="${number(cy)}" r="3" fill="${colour}"/>`);
    const [lastX, lastY] = places.at(-1) ?? [frame.left, frame.top];
    parts.push(text(lastX + 8, lastY + 4, label, `fill="${colour}"`));
  }
  parts.push(
    text(frame.left + frame.width / 2, frame.top + frame.height + 36, xLabel, 'text-anchor="middle"'),
  );
  parts.push(text(12, frame.top - 6, yLabel));
  return drawing(frame.left + frame.width + 150, frame.top + frame.height + 48, parts);
}

/** From the power of ten below all values to the one above. */
function logAxis(values, length) {
  const from = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  return { ticks, place: (value) => ((Math.log10(value) - from) / (to - from)) * length };
}

function grid({ left, top, width, height }, x, y) {
  return [
    ...x.ticks.flatMap((tick) => [
      line([left + x.place(tick), top], [left + x.place(tick), top + height], FAINT),
      text(left + x.place(tick), top + height + 16, shown(tick), 'text-anchor="middle"'),
    ]),
    ...y.ticks.flatMap((tick) => [
      line([left, top + height - y.place(tick)], [left + width, top + height - y.place(tick)], FAINT),
      text(left - 6, top + height - y.place(tick) + 4, shown(tick), 'text-anchor="end"'),
    ]),
  ];
}

function drawing(width, height, parts) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${FONT}>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function text(x, y, content, attributes = '') {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const fill = attributes.includes('fill=') ? '' : ` fill="${INK}"`;
  return `<text x="${number(x)}" y="${number(y)}"${fill} ${attributes}>${escaped}</text>`;
}

function line([x1, y1], [x2, y2], colour) {
  return `<line x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}" stroke="${colour}"/>`;
}

function number(value) {
  return String(Math.round(value * 10) / 10);
}

/** Three digits that count. */
export function shown(value) {
  return value === 0 ? '0' : String(Number(value.toPrecision(3)));
}
