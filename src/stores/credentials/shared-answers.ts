/** Answers that cost time and grow old: asked once for everybody who waits, kept for a while. */
import { MirrorError } from '../../errors.ts';

export interface SharedAnswersOptions {
  /** How long an answer is kept, in milliseconds. */
  readonly keepMs: number;
  /**
   * How long a failure is kept, in milliseconds: short, but long enough that a dead helper is not waited for
   * again and again.
   */
  readonly keepFailureMs: number;
  /** A clock that only goes forward, in milliseconds. */
  readonly now: () => number;
}

interface Question<T> {
  readonly answer: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
  /** Null while the answer is awaited. */
  goodUntilMs: number | null;
}

export class SharedAnswers<T> {
  readonly #questions = new Map<string, Question<T>>();
  readonly #options: SharedAnswersOptions;

  constructor(options: SharedAnswersOptions) {
    this.#options = options;
  }

  /**
   * The answer to `key`, from `ask` where none is kept or awaited. A waiter whose signal fires leaves with
   * MirrorError `aborted`; when the last one has left, `ask` is stopped through its own signal.
   */
  async get(key: string, signal: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) throw stopped(signal);
    const question = this.#fresh(key) ?? this.#begin(key, ask);
    question.waiting += 1;
    try {
      return await orStopped(question.answer, signal);
    } finally {
      question.waiting -= 1;
      if (question.waiting === 0 && question.goodUntilMs === null) this.#giveUp(key, question);
    }
  }

  #fresh(key: string): Question<T> | undefined {
    const question = this.#questions.get(key);
    if (question === undefined || question.goodUntilMs === null) return question;
    return this.#options.now() < question.goodUntilMs ? question : undefined;
  }

  #begin(key: string, ask: (signal: AbortSignal) => Promise<T>): Question<T> {
    const { keepMs, keepFailureMs, now } = this.#options;
    const stop = new AbortController();
    const question: Question<T> = { answer: ask(stop.signal), stop, waiting: 0, goodUntilMs: null };
    this.#questions.set(key, question);
    question.answer.then(
      () => {
        question.goodUntilMs = now() + keepMs;
      },
      () => {
        question.goodUntilMs = now() + keepFailureMs;
      },
    );
    return question;
  }

  #giveUp(key: string, question: Question<T>): void {
    if (this.#questions.get(key) === question) this.#questions.delete(key);
    question.stop.abort();
  }
}

async function orStopped<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const leave = (): void => reject(stopped(signal));
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([answer, promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

function stopped(signal: AbortSignal): MirrorError {
  return new MirrorError('aborted', 'stopped', { cause: signal.reason });
}
