// regsync once, with one entry for each repository and mirror: it works on all of them side by side.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const PARALLEL = 8;
export const REQUESTS_AT_ONCE = 16;

export const regsync = {
  name: 'regsync',
  configuration: [
    `\`regsync once\` with \`parallel: ${PARALLEL}\`, \`fastCheck: true\`, \`reqConcurrent: ${REQUESTS_AT_ONCE}\` for every registry, and one`,
    '`type: repository` entry for each repository and mirror; `digestTags` and `referrers` are off, as by default',
  ].join(' '),
  command: ({ directory, source, mirrors, images }, path) => {
    const repositories = [...new Set(images.map(({ repository }) => repository))];
    const hosts = [source, ...mirrors].map(({ host }) => host);
    const configuration = {
      version: 1,
      creds: hosts.map((registry) => ({ registry, tls: 'disabled', reqConcurrent: REQUESTS_AT_ONCE })),
      defaults: { parallel: PARALLEL, fastCheck: true },
      sync: repositories.flatMap((repository) =>
        mirrors.map(({ host }) => ({
          source: `${source.host}/${repository}`,
          target: `${host}/${repository}`,
          type: 'repository',
        })),
      ),
    };
    const file = join(directory, 'regsync.yml');
    writeFileSync(file, JSON.stringify(configuration));
    return [path, 'once', '--config', file];
  },
  versionCommand: (path) => [path, 'version'],
};
