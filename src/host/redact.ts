/** Takes secrets out of text. One redactor serves everything a host prints or writes. */

export interface Redactor {
  /** Remembers a secret and the forms in which it may appear. Returns the forms that a runner should mask too. */
  addSecret(secret: string): readonly string[];
  /** For people: every secret becomes `***`. */
  redact(text: string): string;
  /** For machines: leaves alone secrets that could be an ordinary word, which would break names and keys. */
  redactData(text: string): string;
}

/** Below this, a secret is masked only where it stands alone: `a` must not turn every text into asterisks. */
const SHORTEST_MASKED = 4;
const SHORTEST_FRAGMENT = 8;
const SHORTEST_DATA = 8;

export function createRedactor(): Redactor {
  const known = new Set<string>();
  let forPeople: RegExp | null = null;
  let forData: RegExp | null = null;
  return {
    addSecret(secret) {
      const fresh = formsOf(secret).filter((form) => !known.has(form));
      for (const form of fresh) known.add(form);
      if (fresh.length > 0) {
        forPeople = patternOf([...known]);
        forData = patternOf([...known].filter(isUnlikeAWord));
      }
      return fresh.filter((form) => form.length >= SHORTEST_MASKED);
    },
    redact: (text) => (forPeople === null ? text : text.replace(forPeople, '***')),
    redactData: (text) => (forData === null ? text : text.replace(forData, '***')),
  };
}

/** The secret as it is, per line, and as it looks in URLs, JSON, HTML and base64 (alone or inside `user:secret`). */
function formsOf(secret: string): readonly string[] {
  if (secret.trim() === '') return [];
  if (secret.length < SHORTEST_MASKED) return [secret];
  const forms = [
    secret,
    secret.trim(),
    ...linesOf(secret),
    encodeURIComponent(secret.toWellFormed()),
    new URLSearchParams({ v: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ...base64Forms(secret),
  ];
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST_MASKED);
}

/** The lines of a key file, without its public first and last one. */
function linesOf(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return lines.length === 1
    ? []
    : lines.filter((line) => line.length >= SHORTEST_FRAGMENT && !line.startsWith('-----'));
}

/** Base64 with and without padding, and the part that stays the same wherever the secret starts in a longer text. */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const whole = bytes.toString('base64');
  const inside = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const cutAtEnd = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    return encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - cutAtEnd);
  });
  const forms = [whole, ...inside.filter((form) => form.length >= SHORTEST_FRAGMENT)];
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')]);
}

function isUnlikeAWord(form: string): boolean {
  return form.length >= SHORTEST_DATA && !/^(?:[a-z]+|[A-Z]+|[A-Z]?[a-z]+)$/.test(form);
}

function patternOf(forms: readonly string[]): RegExp | null {
  if (forms.length === 0) return null;
  const longestFirst = forms.toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(literal).join('|'), 'g');
}

function literal(form: string): string {
  const escaped = form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return form.length < SHORTEST_MASKED ? `(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])` : escaped;
}
