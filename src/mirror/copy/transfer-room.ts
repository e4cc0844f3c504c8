/** Room for transfers under way, counted in the bytes that they may hold in memory: many small blobs, or few large ones. */

/** What a transfer holds at least: buffers of its connections. */
const LEAST_BYTES = 256 * 1024;

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
}

/** First come, first served: a large one is not overtaken for ever by small ones. */
export class TransferRoom {
  readonly #window: number;
  #free: number;
  readonly #waiting: Waiter[] = [];

  /** For `windows` transfers of blobs that fill a window of `windowBytes`, and more of smaller ones. */
  constructor(windows: number, windowBytes: number) {
    this.#window = windowBytes;
    this.#free = windows * windowBytes;
  }

  /** Runs `transfer` of a blob of `sizeBytes` when there is room for it. */
  async run<Result>(sizeBytes: number, transfer: () => Promise<Result>): Promise<Result> {
    const bytes = Math.min(Math.max(sizeBytes, LEAST_BYTES), this.#window);
    await new Promise<void>((admit) => {
      this.#waiting.push({ bytes, admit });
      this.#letIn();
    });
    try {
      return await transfer();
    } finally {
      this.#free += bytes;
      this.#letIn();
    }
  }

  #letIn(): void {
    for (
      let next = this.#waiting[0];
      next !== undefined && next.bytes <= this.#free;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#free -= next.bytes;
      next.admit();
    }
  }
}
