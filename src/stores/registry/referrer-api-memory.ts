/** Which repositories of a registry have the referrers API. */

/** Repositories that were found to be without the API, for the length of a run. */
export class ReferrerApiMemory {
  readonly #verdicts = new Map<string, Promise<boolean>>();

  /** Runs `ask`, which resolves to null where there is no API. The first one finds it out for those that come meanwhile. */
  async ask<T>(repository: string, ask: () => Promise<T | null>): Promise<T | null> {
    const verdict = this.#verdicts.get(repository);
    if (verdict === undefined) return this.#scout(repository, ask);
    const hasApi = await verdict.catch(() => true);
    return hasApi ? ask() : null;
  }

  async #scout<T>(repository: string, ask: () => Promise<T | null>): Promise<T | null> {
    const asking = ask();
    const verdict = asking.then((answer) => answer !== null);
    this.#verdicts.set(repository, verdict);
    verdict.catch(() => this.#verdicts.delete(repository));
    return asking;
  }
}
