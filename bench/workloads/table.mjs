// All workloads, in the order in which they are measured. `{ id, file, title, cells, measure(lab, cell, options) }`; a cell is one
// table of results.
import { growth } from './growth.mjs';
import { manyPolicies, startUp } from './local.mjs';
import { manySmall, nothingToDo, someChanged } from './many-small.mjs';
import { platforms } from './multi-platform.mjs';
import { oneLarge } from './one-large.mjs';
import { pinnedTags } from './pinned-tags.mjs';
import { verifyDepths } from './verify-depths.mjs';

export const WORKLOADS = [
  oneLarge,
  manySmall,
  nothingToDo,
  pinnedTags,
  someChanged,
  platforms,
  verifyDepths,
  manyPolicies,
  startUp,
  growth,
];
