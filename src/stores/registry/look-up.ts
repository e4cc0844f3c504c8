/** A HEAD request. Its answer has no body, so that no stream is made for it: of many images with nothing to do, it is all there is. */
import type { Dispatcher } from 'undici';
import { whenAborted } from '../../when-aborted.ts';
import { InterimWatch } from './interim-answers.ts';
import { abortedError } from './waiting.ts';

export interface LookUp {
  readonly dispatcher: Dispatcher;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Longest wait for the answer. */
  readonly answerTimeoutMs: number;
}

export type LookUpAnswer = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>;

/** Resolves when the answer has come and its connection is free again. Throws `aborted`, and what the HTTP library throws. */
export function lookUp({ dispatcher, url, ...request }: LookUp, signal: AbortSignal): Promise<LookUpAnswer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) throw abortedError(signal);
    const interim = new InterimWatch(url.host, request.answerTimeoutMs, (error) => answering.breakOff(error));
    const answering = new AnswerHandler({ resolve, reject }, interim);
    answering.forget = whenAborted(signal, () => answering.breakOff(abortedError(signal)));
    const { origin, pathname, search } = url;
    const { headers, answerTimeoutMs: headersTimeout } = request;
    dispatcher.dispatch(
      // by default undici closes the connection after a HEAD
      { origin, path: `${pathname}${search}`, method: 'HEAD', headers, headersTimeout, reset: false },
      answering,
    );
  });
}

interface Settling {
  readonly resolve: (answer: LookUpAnswer) => void;
  readonly reject: (error: Error) => void;
}

class AnswerHandler implements Dispatcher.DispatchHandler {
  /** Stops waiting for the signal. */
  forget: () => void = () => {};
  readonly #settling: Settling;
  readonly #interim: InterimWatch;
  #controller: Dispatcher.DispatchController | null = null;
  #brokenOff: Error | null = null;
  #answer: LookUpAnswer | null = null;

  constructor(settling: Settling, interim: InterimWatch) {
    this.#settling = settling;
    this.#interim = interim;
  }

  breakOff(error: Error): void {
    this.#interim.stop();
    this.#brokenOff = error;
    this.#controller?.abort(error);
    this.#settling.reject(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#brokenOff !== null) controller.abort(this.#brokenOff);
  }

  /** Answers below 200 only announce the one that counts. */
  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Dispatcher.ResponseData['headers'],
  ): void {
    if (statusCode >= 200) this.#answer = { statusCode, headers };
    else this.#interim.came();
  }

  onResponseData(): void {}

  onResponseEnd(): void {
    this.#end();
    if (this.#answer !== null) this.#settling.resolve(this.#answer);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end();
    this.#settling.reject(error);
  }

  #end(): void {
    this.#interim.stop();
    this.forget();
  }
}
