/** Whether a subject pattern leaves the owner of an identity open. */

/** Scheme, host and owner, closed by a slash: what nobody else can register. */
const OWNED_URL = /^https?:\/\/[^/]+\/[^/]+\//;
/** An e-mail address of one domain; workflows end in @refs/… or in a commit. */
const OWNED_DOMAIN = /@(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;

/** Why strangers may match `pattern` (RE2, written from ^ to $), or null: some owner is written out. */
export function whyBroad(pattern: string): string | null {
  const body = pattern.slice(1, -1);
  if (hasOpenAlternation(body)) return 'it has alternatives; write one signer for each';
  if (OWNED_URL.test(literalStart(body)) || OWNED_DOMAIN.test(literalEnd(body))) return null;
  return `only ${JSON.stringify(literalStart(body))} is certain at its beginning`;
}

/** A `|` outside of every group and class: what stands before it holds for one alternative only. */
function hasOpenAlternation(body: string): boolean {
  let depth = 0;
  for (const token of tokensOf(body)) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (token === '|' && depth === 0) return true;
  }
  return false;
}

/** The characters that every match begins with. */
function literalStart(body: string): string {
  const tokens = tokensOf(body);
  const end = tokens.findIndex((token) => literalOf(token) === null);
  const literals = end < 0 ? tokens : tokens.slice(0, end);
  // A quantifier belongs to what stands before it.
  const isRepeated = end > 0 && /^[*+?{]$/.test(tokens[end] ?? '');
  return (isRepeated ? literals.slice(0, -1) : literals).map(literalOf).join('');
}

/** The characters that every match ends with. */
function literalEnd(body: string): string {
  const tokens = tokensOf(body);
  const start = tokens.findLastIndex((token) => literalOf(token) === null);
  return tokens
    .slice(start + 1)
    .map(literalOf)
    .join('');
}

/** Single characters, escapes, and whole classes. */
function tokensOf(body: string): readonly string[] {
  return body.match(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[\s\S]/gu) ?? [];
}

/** The character that a token stands for, or null where it stands for more. */
function literalOf(token: string): string | null {
  if (/^\\[^A-Za-z0-9]$/.test(token)) return token.slice(1);
  return token.length === 1 && !/[.*+?()[\]{}|^$\\]/.test(token) ? token : null;
}
