/** How to talk to one registry host; certificates are PEM text already read. */
export interface ConnectionSettings {
  /** `plain-http`, or HTTPS with extra CAs, a client certificate, or (warned about by the caller) no verification. */
  readonly tls:
    | { readonly kind: 'plain-http' }
    | {
        readonly kind: 'https';
        readonly ca: string | null;
        readonly cert: string | null;
        readonly key: string | null;
        readonly skipVerify: boolean;
      };
  /** Upper bound of requests in flight to this host; the client adapts below it. */
  readonly concurrency: number;
  /** Base URLs (`https://mirror.example.com`, optional path before `/v2`) asked first for reads by digest; failure falls through to the next, then to the host itself. */
  readonly endpoints: readonly string[];
}

/** What has crossed the wire, counted where it happens. */
export interface TrafficCounters {
  requests: number;
  tokenRequests: number;
  retries: number;
  /** Blob and manifest body bytes received / sent. */
  bytesReceived: number;
  bytesSent: number;
}

/** Limits of waiting, all in milliseconds; every one has a default. */
export interface PatienceOptions {
  readonly connectTimeoutMs: number; // 10 s
  /** Longest wait for response headers of a request without a large body. 60 s */
  readonly headersTimeoutMs: number;
  /** Longest time without one body byte moving while the peer is the one who must act. 60 s */
  readonly stallTimeoutMs: number;
  /** A body slower than this over a whole window counts as stalled. 1 KiB/s over 60 s */
  readonly minimumBytesPerSecond: number;
  /** Longest wait for the answer after the last byte of an upload has left. 15 min */
  readonly commitTimeoutMs: number;
  /** Retry-After beyond this fails fast with the reset time. 15 min */
  readonly maxRetryAfterMs: number;
  readonly attempts: number; // 6
  readonly backoffBaseMs: number; // 500
  readonly backoffCapMs: number; // 60 s
}
