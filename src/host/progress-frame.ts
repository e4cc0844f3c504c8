/** Progress as bars: the lines of one frame, each narrower than the terminal. */
import { formatBytesOf } from '../quantities.ts';
import { cutText, makeVisible } from '../visible.ts';
import type { Progress } from './host.ts';
import { percentDone, progressDetails } from './progress-line.ts';
import type { Style } from './style.ts';

const MOST_ACTIVE = 4;
const WIDEST_BAR = 32;
const NARROWEST_BAR = 6;

export interface FrameOptions {
  readonly columns: number;
  readonly bytesPerSecond: number | null;
  readonly style: Style;
}

export function progressFrame(progress: Progress, options: FrameOptions): readonly string[] {
  // the last column stays free: some terminals wrap when it is written
  const width = Math.max(10, options.columns - 1);
  const images = `${progress.imagesDone}/${progress.imagesTotal} images`;
  const details = progressDetails(progress, options.bytesPerSecond);
  const overall = progress.bytesTotal === 0 ? [] : [`${percentDone(progress)} % ${details}`];
  const bars = [
    { share: shareOf(progress.imagesDone, progress.imagesTotal), text: images },
    ...overall.map((text) => ({ share: shareOf(progress.bytesDone, progress.bytesTotal), text })),
  ];
  const barWidth = Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, Math.floor(width / 3)));
  return [
    ...bars.map(({ share, text }) => barLine(share, text, { width, barWidth, style: options.style })),
    ...progress.active.slice(0, MOST_ACTIVE).map((transfer) => transferLine(transfer, width, options.style)),
  ];
}

interface BarOptions {
  readonly width: number;
  readonly barWidth: number;
  readonly style: Style;
}

function barLine(share: number, text: string, { width, barWidth, style }: BarOptions): string {
  const filled = Math.round(share * barWidth);
  const bar = style('green', '█'.repeat(filled)) + style('dim', '░'.repeat(barWidth - filled));
  return `${bar} ${cutText(text, width - barWidth - 1)}`;
}

function transferLine(transfer: Progress['active'][number], width: number, style: Style): string {
  const amount = formatBytesOf(transfer.bytesDone, transfer.bytesTotal);
  const room = width - amount.length - 4;
  if (room < 8) return style('dim', cutText(`  ${amount}`, width));
  return style('dim', `  ${cutToWidth(makeVisible(transfer.label), room)}  ${amount}`);
}

/** Characters outside ASCII may be two columns wide; counting them so keeps every line on one row. */
function cutToWidth(text: string, width: number): string {
  const widthOf = (part: string) => [...part].reduce((sum, one) => sum + (one > '~' ? 2 : 1), 0);
  if (widthOf(text) <= width) return text;
  let cut = cutText(text, width);
  while (widthOf(cut) > width) cut = cutText(text, [...cut].length - 1);
  return cut;
}

function shareOf(done: number, total: number): number {
  return total === 0 ? 0 : Math.min(1, Math.max(0, done / total));
}
