import { expect, test } from '@jest/globals';
import { countTotals, NO_TRAFFIC } from '../../src/report/totals.ts';
import { aFinding, anImage, aRow } from '../fakes/report.ts';

test('rows, steps and open findings are counted, traffic is taken over', () => {
  const images = [
    anImage({
      mirrors: [
        aRow({ outcome: 'copied' }),
        aRow({ outcome: 'copied' }),
        aRow({ outcome: 'failed', action: null }),
      ],
    }),
    anImage({ mirrors: [aRow({ outcome: 'up-to-date' }), aRow({ outcome: 'deferred', action: null })] }),
    anImage({
      mirrors: [
        aRow({ outcome: 'refused', action: 'refuse' }),
        aRow({ outcome: 'repaired' }),
        aRow({ outcome: 'planned' }),
      ],
    }),
  ];
  const findings = [
    aFinding(),
    aFinding({ accepted: true }),
    aFinding({ severity: 'warning' }),
    aFinding({ severity: 'note' }),
  ];
  expect(countTotals(images, findings, { ...NO_TRAFFIC, requests: 7, rereads: 2 })).toEqual({
    images: 3,
    steps: 6,
    copied: 2,
    upToDate: 1,
    repaired: 1,
    planned: 1,
    refused: 1,
    deferred: 1,
    failed: 1,
    complete: 0,
    incomplete: 0,
    compared: 0,
    requests: 7,
    sourceBytes: 0,
    siblingBytes: 0,
    mirrorBytes: 0,
    checkedBytes: 0,
    mountedBlobs: 0,
    rereads: 2,
    errors: 1,
    warnings: 1,
    notes: 1,
  });
});
