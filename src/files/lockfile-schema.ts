/** The shape of `mirror.lock.yaml`, version 1: what `readLockFile` accepts and `schema/lock.schema.json` says. */
import { z } from 'zod';

/** Times are UTC to the second or finer, as `lock` writes them. */
export const TIME_PATTERN = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$';

/** How many earlier digests of a tag the lock remembers. */
export const MOST_PREVIOUS = 10;

const digest = z.string().describe('sha256:HEX, sha384:HEX or sha512:HEX.');
const since = z.string().meta({ description: 'When this digest was accepted, UTC.', pattern: TIME_PATTERN });

const entry = z
  .strictObject({
    digest,
    since,
    previous: z
      .array(z.strictObject({ digest, since }))
      .max(MOST_PREVIOUS)
      .describe('Earlier digests, newest first.')
      .optional(),
  })
  .describe('What the tag is locked to.');

const selection = z
  .strictObject({
    select: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe('The selection as the mirror manifest had it.'),
    tags: z.array(z.string()).describe('The tags it gave.'),
  })
  .describe('What a selection gave.');

export const lockFileSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this file format.'),
    tags: z
      .record(z.string(), entry)
      .describe('Unpinned and selected tags by canonical name, sorted.')
      .optional(),
    selections: z
      .record(z.string(), selection)
      .describe('Selections by source repository, sorted.')
      .optional(),
  })
  .meta({
    title: 'Mirror lock',
    description: 'The digests that tags were resolved to (written by mirror-action lock, version 1).',
  });

export type LockFileShape = z.infer<typeof lockFileSchema>;
