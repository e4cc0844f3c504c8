/** What a request is for: the words of its error messages. */

export interface Errand {
  /** Completes "cannot …": `read manifest`. */
  readonly task: string;
  /** What it is about: `registry.example.com/app@sha256:1a2b3c4d5e6f`. */
  readonly where: string;
  /** The registry as the user names it, for `docker login` and the settings. */
  readonly host: string;
  /** Whether the errand writes: other remedies apply. */
  readonly writes: boolean;
}
