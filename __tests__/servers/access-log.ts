/** The access log of Debian's docker-registry: one line per finished request in Apache's combined format. */

export interface AccessEntry {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  readonly status: number;
  /** Bytes of the answer's body. */
  readonly bytes: number;
  readonly userAgent: string;
}

export interface AccessFilter {
  readonly method?: string;
  readonly path?: RegExp;
  readonly status?: number;
}

const COMBINED = /^\S+ \S+ \S+ \[[^\]]*\] "(\S+) (\S+) HTTP\/[\d.]+" (\d{3}) (\d+|-) "[^"]*" "([^"]*)"$/;

/** Lines of any other form are ignored. */
export function parseAccessLog(text: string): readonly AccessEntry[] {
  return text.split('\n').flatMap((line) => {
    const match = COMBINED.exec(line);
    if (match === null) return [];
    const [, method = '', target = '', status = '', bytes = '', userAgent = ''] = match;
    const question = target.indexOf('?');
    const path = question === -1 ? target : target.slice(0, question);
    const query = question === -1 ? '' : target.slice(question + 1);
    return [
      { method, path, query, status: Number(status), bytes: bytes === '-' ? 0 : Number(bytes), userAgent },
    ];
  });
}

export function countRequests(entries: readonly AccessEntry[], filter: AccessFilter = {}): number {
  return entries.filter((entry) => matches(entry, filter)).length;
}

function matches(entry: AccessEntry, { method, path, status }: AccessFilter): boolean {
  return (
    (method === undefined || entry.method === method) &&
    (path === undefined || path.test(entry.path)) &&
    (status === undefined || entry.status === status)
  );
}
