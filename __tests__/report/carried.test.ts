/** What images carry, in every rendering. */
import { describe, expect, test } from '@jest/globals';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { ReportCarried, ReportReferrer } from '../../src/report/model.ts';
import { renderText } from '../../src/report/text.ts';
import { anImage, aReport, digestNumber } from '../fakes/report.ts';

function referrer(parts: Partial<ReportReferrer> = {}): ReportReferrer {
  return {
    kind: 'signature',
    digest: digestNumber(7),
    subject: digestNumber(1),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    predicateType: 'https://sigstore.dev/cosign/sign/v1',
    size: 4_200,
    foundBy: 'fallback-tag',
    tag: null,
    signedBy: null,
    ...parts,
  };
}

function carrying(...referrers: readonly ReportReferrer[]): ReportCarried {
  return { from: 'source', asOf: '2026-11-21T02:00:00Z', count: referrers.length, referrers };
}

const report = aReport({
  images: [
    anImage({
      carried: carrying(
        referrer(),
        referrer({
          kind: 'sbom',
          predicateType: null,
          artifactType: 'application/spdx+json',
          subject: digestNumber(2),
        }),
        referrer({
          tag: `${digestNumber(1).replace(':', '-')}.sig`,
          foundBy: 'cosign-tag',
          predicateType: null,
        }),
      ),
    }),
    anImage({ carried: carrying() }),
    anImage(),
  ],
});
const style = (_name: string, text: string) => text;

describe('what images carry', () => {
  test('is counted in the summary and on the terminal', () => {
    const line = '1 image carries 2 signatures, 1 SBOM';
    expect(renderMarkdown(report)).toContain(line);
    expect(renderText(report, { style })).toContain(line);
    expect(renderHtml(report)).toContain(line);
  });

  test('is told one by one in the page: kind, type, what it speaks of, size, how it was found', () => {
    const page = renderHtml(report);
    for (const words of [
      'What images carry',
      'https://sigstore.dev/cosign/sign/v1',
      'application/spdx+json',
      'the image',
      'cosign-tag .sig',
      digestNumber(7).slice(0, 19),
    ])
      expect(page).toContain(words);
  });

  test('names who signed where that was verified, and does not where it was not', () => {
    const by = { kind: 'keyless', issuer: 'https://i.example', subject: 'https://s.example/<b>' } as const;
    const one = aReport({
      images: [anImage({ carried: carrying(referrer({ signedBy: by }), referrer({ kind: 'sbom' })) })],
    });
    const page = renderHtml(one);
    expect(page).toContain('https://s.example/&#60;b&#62; (issuer https://i.example)');
    expect(page).toContain('not verified');
    const keyed = aReport({
      images: [anImage({ carried: carrying(referrer({ signedBy: { kind: 'key', path: 'keys/a.pub' } })) })],
    });
    expect(renderHtml(keyed)).toContain('the key keys/a.pub');
  });

  test('is not spoken of where there is nothing', () => {
    const plain = aReport({ images: [anImage({ carried: carrying() }), anImage()] });
    for (const rendered of [renderMarkdown(plain), renderText(plain, { style }), renderHtml(plain)])
      expect(rendered).not.toContain('carr');
  });

  test('cannot break the page: types are text from outside', () => {
    const evil = aReport({
      images: [anImage({ carried: carrying(referrer({ predicateType: '<script>alert(1)</script>' })) })],
    });
    expect(renderHtml(evil)).not.toContain('<script>');
  });
});
