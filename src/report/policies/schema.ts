/** The parts of the report's schema that speak of mirror policies. */
import { z } from 'zod';

const runtime = z.enum(['cri-o', 'containerd']);
const pull = z.enum(['digest', 'tag']);
const place = { file: z.string().nullable(), line: z.number().int().min(1).nullable() };
const tried = {
  endpoint: z.string().describe('host/repository.'),
  blocked: z.boolean().describe('A policy forbids it: the attempt fails.'),
  insecure: z.boolean(),
};

const endpoint = z
  .object({
    ...tried,
    ...place,
    column: z.number().int().min(1).nullable(),
    serves: z
      .string()
      .nullable()
      .optional()
      .describe('With --probe: the digest that it serves now; null where none, or not asked.'),
    error: z.string().nullable().optional().describe('With --probe: why nothing is known of it.'),
  })
  .describe('A place that a node tries; the line that put it there is null for the source itself.');

const pulls = z.object({ tag: z.array(endpoint), digest: z.array(endpoint) }).describe('In the order tried.');

export const explain = z.object({
  reference: z.string(),
  'cri-o': pulls.nullable().describe('Null where no given file speaks to it.'),
  containerd: pulls.nullable().describe('Null where no given file speaks to it.'),
});

const sourceChange = z
  .object({
    runtime,
    pull,
    source: z.string().describe('The scope of a policy; for containerd host/….'),
    before: z.array(z.object(tried)),
    after: z.array(z.object(tried)),
    effects: z
      .array(
        z.object({
          kind: z.enum([
            'new-tag-trust',
            'mirror-removed',
            'order-changed',
            'mirror-added',
            'source-blocked',
            'source-contacted',
            'now-insecure',
          ]),
          endpoint: z.string(),
        }),
      )
      .describe('The gravest first.'),
    ...place,
  })
  .describe('What nodes try for one source and one kind of pull.');

const trustChange = z.object({
  kind: z
    .string()
    .describe('new-host, new-variable, skip-verify, tags-allowed, wider-select, not-locked, tag-moved, ….'),
  what: z.string().describe('The host, variable, image, tag or rule.'),
  before: z.string().nullable(),
  after: z.string().nullable(),
  ...place,
});

export const policyChanges = z.object({
  base: z.string().describe('What was compared with.'),
  sources: z.array(sourceChange).describe('Only what is different; new trust of tags first.'),
  trust: z.array(trustChange).describe('Of the mirror manifest and the lock.'),
  nodes: z
    .object({ drain: z.boolean(), reasons: z.array(z.string()) })
    .nullable()
    .describe(
      'Whether nodes of OpenShift are drained for it; null where no object of OpenShift is concerned.',
    ),
});

export const generated = z.array(
  z.object({
    path: z.string(),
    format: z.string(),
    state: z.enum(['written', 'up-to-date', 'differs', 'missing', 'left-over', 'left-alone']),
  }),
);
