/** What a run has done so far, counted where it happens; read by the progress display and the report. */

export class Meter {
  phase = 'resolve';
  imagesDone = 0;
  imagesTotal = 0;
  /** Bytes of content still to be moved and moved, counted once per mirror. */
  bytesDone = 0;
  bytesTotal = 0;
  sourceBytes = 0;
  siblingBytes = 0;
  mirrorBytes = 0;
  mountedBlobs = 0;
  rereads = 0;
  /** Bytes of content read from mirrors only to check them. */
  checkedBytes = 0;
  readonly active = new Set<Transfer>();
}

/** A blob on its way; `bytesDone` counts what has been read. */
export interface Transfer {
  readonly label: string;
  bytesDone: number;
  readonly bytesTotal: number;
}
