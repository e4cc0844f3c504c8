/** `WWW-Authenticate`: what a registry asks for (RFC 9110, section 11.6.1). */

export interface Challenge {
  /** Lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** Names in lower case, values unescaped. A name given twice keeps its first value. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** A longer header is not read beyond this. */
const LONGEST_HEADER = 16 * 1024;
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(
  `\\s*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"=][^\\s,"]*))\\s*(?=,|$)`,
  'y',
);
const SCHEME = new RegExp(`\\s*(${TOKEN})(?:\\s+|(?=,|$))`, 'y');
const TOKEN68 = /\s*[A-Za-z0-9\-._~+/]+=*\s*(?=,|$)/y;

/** All challenges of one or several header lines; one line may hold several. What cannot be read is skipped. */
export function parseChallenges(lines: readonly string[]): readonly Challenge[] {
  return lines.flatMap((line) => parseLine(line.slice(0, LONGEST_HEADER)));
}

/** The challenge to answer: Bearer with a realm before Basic; null when there is neither. */
export function bestChallenge(challenges: readonly Challenge[]): Challenge | null {
  const bearer = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.has('realm'));
  return bearer ?? challenges.find(({ scheme }) => scheme === 'basic') ?? null;
}

function parseLine(line: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  const reader = { line, at: 0 };
  while (reader.at < line.length) {
    const current = challenges.at(-1);
    const parameter = current === undefined ? null : read(PARAMETER, reader);
    if (current !== undefined && parameter !== null) {
      addParameter(current.parameters, parameter);
    } else {
      const scheme = read(SCHEME, reader)?.[1];
      if (scheme !== undefined) startChallenge(challenges, scheme, reader);
      else skipPart(reader);
    }
    read(/\s*,?/y, reader);
  }
  return challenges;
}

interface Reader {
  readonly line: string;
  at: number;
}

function startChallenge(
  challenges: { scheme: string; parameters: Map<string, string> }[],
  scheme: string,
  reader: Reader,
): void {
  const parameters = new Map<string, string>();
  challenges.push({ scheme: scheme.toLowerCase(), parameters });
  const parameter = read(PARAMETER, reader);
  if (parameter !== null) addParameter(parameters, parameter);
  else read(TOKEN68, reader);
}

function addParameter(parameters: Map<string, string>, match: RegExpExecArray): void {
  const name = (match[1] ?? '').toLowerCase();
  const value = match[2] === undefined ? (match[3] ?? '') : match[2].replace(/\\(.)/g, '$1');
  if (!parameters.has(name)) parameters.set(name, value);
}

function read(pattern: RegExp, reader: Reader): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.line);
  if (match !== null) reader.at = pattern.lastIndex;
  return match;
}

/** Past the next comma, so that the rest of a damaged line is still read. */
function skipPart(reader: Reader): void {
  const comma = reader.line.indexOf(',', reader.at);
  reader.at = comma < 0 ? reader.line.length : comma + 1;
}
