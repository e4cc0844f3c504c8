/** The JSON Schemas of `schema/`, made from the schemas that parse these files (the report: that describe it). */
import { z } from 'zod';
import { lockFileSchema } from './files/lockfile-schema.ts';
import { mirrorFileSchema } from './files/mirrorfile-schema.ts';
import { reportSchema } from './report/schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** By file name; draft 2020-12. */
export const schemas: Readonly<Record<string, JsonSchema>> = {
  'mirror.schema.json': z.toJSONSchema(mirrorFileSchema, { io: 'input', override: allowOwnKeys }),
  'lock.schema.json': z.toJSONSchema(lockFileSchema, { io: 'input', override: allowOwnKeys }),
  'report.schema.json': z.toJSONSchema(reportSchema, { io: 'input' }),
};

/** Keys that begin with `x-` are the user's own wherever keys are known. */
function allowOwnKeys(context: {
  readonly zodSchema: z.core.$ZodType;
  readonly jsonSchema: JsonSchema;
}): void {
  if (context.zodSchema._zod.def.type === 'object') context.jsonSchema.patternProperties = { '^x-': {} };
}
