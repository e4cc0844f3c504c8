/** What a registry can be shown to prove who asks. */
export type Credential =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** A refresh token for the token server (`identitytoken`, or helper user `<token>`). */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** Used as bearer token as it is (`registrytoken`). */
  | { readonly kind: 'registry-token'; readonly token: string };

/** Credentials for one repository at one registry host (`docker.io`, `reg.example.com:5000`), or null: anonymous. Throws MirrorError `input` when a
 *  configured source of credentials cannot be read. Called again for every token; caching is its own business. */
export type CredentialLookup = (
  host: string,
  repository: string,
  signal: AbortSignal,
) => Promise<Credential | null>;
