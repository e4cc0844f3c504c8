/** Listing and attaching referrers at servers that page, lack the API, lie, or are in trouble. */
import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../../src/oci/digest.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../../../src/oci/media-type.ts';
import { fallbackTagOf, LISTED_REFERRERS_LIMIT } from '../../../src/oci/referrer.ts';
import { manifestOf, newImage } from '../../contract/content.ts';
import { openClient, USER } from './client-under-test.ts';
import { answerErrors, type Handler, startFaultServer } from './fault-server.ts';

const signal = new AbortController().signal;
const SUBJECT = newImage().manifest.descriptor;
const API = `/v2/a/b/referrers/${SUBJECT.digest}`;
const FALLBACK = `/v2/a/b/manifests/${fallbackTagOf(SUBJECT.digest)}`;

function entry(seed: string) {
  return { mediaType: OCI_MANIFEST, digest: digestOf(Buffer.from(seed)), size: seed.length };
}

function indexOf(...seeds: readonly string[]): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: seeds.map(entry) });
}

/** A server that knows no tag, and answers the API as `api` does. */
async function at(api: Handler, tags: Handler = (_request, response) => answerErrors(response, 404, 'X')) {
  const server = await startFaultServer((request, response) =>
    request.url.includes('/referrers/') ? api(request, response) : tags(request, response),
  );
  return { server, repository: openClient({ credential: USER }).open(server.host, 'a/b') };
}

describe('the referrers API', () => {
  test('is read page by page, also where pages are short or empty', async () => {
    const { server, repository } = await at(({ url }, response) => {
      const page = Number(new URL(url, 'http://x').searchParams.get('page') ?? 0);
      const link = page < 3 ? { link: `<${API}?page=${page + 1}>; rel="next"` } : {};
      response.writeHead(200, { 'content-type': OCI_INDEX, ...link });
      response.end(page === 1 ? indexOf() : indexOf(`page ${page}`));
    });
    const { referrers, hasApi } = await repository.referrers(SUBJECT.digest, signal);
    expect(referrers.map(({ descriptor }) => descriptor)).toEqual(['page 0', 'page 2', 'page 3'].map(entry));
    expect(referrers.map(({ foundBy }) => foundBy)).toEqual(['api', 'api', 'api']);
    expect(hasApi).toBe(true);
    expect(server.asked.filter((asked) => asked === `GET ${API}`)).toHaveLength(4);
  });

  test('is not followed to another origin, and nothing is sent there', async () => {
    const elsewhere = await startFaultServer((_request, response) => void response.end(indexOf('evil')));
    const { repository } = await at((_request, response) => {
      response.writeHead(200, {
        'content-type': OCI_INDEX,
        link: `<${elsewhere.url}${API}?page=1>; rel="next"`,
      });
      response.end(indexOf('first'));
    });
    await expect(repository.referrers(SUBJECT.digest, signal)).rejects.toMatchObject({ code: 'unsafe' });
    expect(elsewhere.received).toEqual([]);
  });

  test('whose pages lead in a circle is an error', async () => {
    const { repository } = await at((_request, response) => {
      response.writeHead(200, { 'content-type': OCI_INDEX, link: `<${API}>; rel="next"` });
      response.end(indexOf('again'));
    });
    await expect(repository.referrers(SUBJECT.digest, signal)).rejects.toMatchObject({
      code: 'invalid-response',
    });
  });

  test.each([
    [401, 'unauthorized'],
    [403, 'denied'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('that answers %i is not one that lists none', async (status, code) => {
    const { repository } = await at((_request, response) => {
      if (status === 401) response.setHeader('www-authenticate', 'Basic realm="here"');
      answerErrors(response, status, 'TROUBLE');
    });
    await expect(repository.referrers(SUBJECT.digest, signal)).rejects.toMatchObject({ code });
  });

  test.each([
    ['what is no JSON', 'no index'],
    ['an index without a list', '{"schemaVersion":2}'],
  ])('that answers %s is an error', async (_name, body) => {
    const { repository } = await at((_request, response) => {
      response.writeHead(200, { 'content-type': OCI_INDEX }).end(body);
    });
    await expect(repository.referrers(SUBJECT.digest, signal)).rejects.toMatchObject({
      code: 'invalid-response',
    });
  });

  test('that filtered without being asked is not believed', async () => {
    const { repository } = await at((_request, response) => {
      response.writeHead(200, { 'content-type': OCI_INDEX, 'oci-filters-applied': 'artifactType' });
      response.end(indexOf());
    });
    await expect(repository.referrers(SUBJECT.digest, signal)).rejects.toMatchObject({
      code: 'invalid-response',
    });
  });

  test('with more than anybody signs is an error', async () => {
    const { repository } = await at((_request, response) => {
      const seeds = Array.from({ length: LISTED_REFERRERS_LIMIT + 1 }, (_, each) => `${each}`);
      response.writeHead(200, { 'content-type': OCI_INDEX }).end(indexOf(...seeds));
    });
    await expect(repository.referrers(SUBJECT.digest, signal)).rejects.toMatchObject({ code: 'too-large' });
  });

  test('entries that are no descriptors are left out and remarked on', async () => {
    const { repository } = await at((_request, response) => {
      const manifests = [entry('good'), { digest: 'sha256:short' }, 7];
      response.writeHead(200, { 'content-type': OCI_INDEX }).end(JSON.stringify({ manifests }));
    });
    const { referrers, remarks } = await repository.referrers(SUBJECT.digest, signal);
    expect(referrers.map(({ descriptor }) => descriptor)).toEqual([entry('good')]);
    expect(remarks).toHaveLength(1);
  });
});

describe('where there is no API', () => {
  test.each([400, 404, 405])('as %i says, it is asked for once per repository', async (status) => {
    const { server, repository } = await at((_request, response) => answerErrors(response, status, 'X'));
    const subjects = Array.from({ length: 6 }, (_, each) => digestOf(Buffer.from(`${each}`)));
    const lists = await Promise.all(subjects.map((subject) => repository.referrers(subject, signal)));
    expect(lists.every(({ hasApi, referrers }) => !hasApi && referrers.length === 0)).toBe(true);
    expect(server.asked.filter((asked) => asked.includes('/referrers/'))).toHaveLength(1);
  });

  test('as a page for people says, the fallback tag is looked at', async () => {
    const { repository } = await at((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>welcome</h1>');
    });
    expect(await repository.referrers(SUBJECT.digest, signal)).toMatchObject({
      referrers: [],
      hasApi: false,
    });
  });

  test('nor any tag, known tags save every other request', async () => {
    const { server, repository } = await at((_request, response) => answerErrors(response, 404, 'X'));
    await repository.referrers(SUBJECT.digest, signal, { tags: new Set(['v1']), hasApi: false });
    expect(server.received).toEqual([]);
  });
});

test('an API that answers for everything and lists nothing does not hide the fallback tag', async () => {
  const { repository } = await at(
    (_request, response) => void response.writeHead(200, { 'content-type': OCI_INDEX }).end(indexOf()),
    ({ method, url }, response) => {
      if (url !== FALLBACK) return answerErrors(response, 404, 'MANIFEST_UNKNOWN');
      const body = indexOf('one');
      response.writeHead(200, {
        'content-type': OCI_INDEX,
        'docker-content-digest': digestOf(Buffer.from(body)),
        'content-length': body.length,
      });
      response.end(method === 'HEAD' ? '' : body);
    },
  );
  const { referrers } = await repository.referrers(SUBJECT.digest, signal);
  expect(referrers.map(({ descriptor, foundBy }) => [descriptor.digest, foundBy])).toEqual([
    [entry('one').digest, 'fallback-tag'],
  ]);
});

describe('attaching', () => {
  const referrer = manifestOf(OCI_MANIFEST, {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: entry('config'),
    layers: [],
    subject: SUBJECT,
  });

  test('is done when the registry says that it took the subject, and lists it', async () => {
    let isTaken = false;
    const { server, repository } = await at(
      (_request, response) => {
        const manifests = isTaken ? [referrer.descriptor] : [];
        response.writeHead(200, { 'content-type': OCI_INDEX }).end(JSON.stringify({ manifests }));
      },
      ({ method }, response) => {
        if (method !== 'PUT') return answerErrors(response, 404, 'MANIFEST_UNKNOWN');
        isTaken = true;
        response.writeHead(201, { 'oci-subject': SUBJECT.digest }).end();
      },
    );
    await repository.attach(SUBJECT.digest, [referrer], signal);
    const puts = server.asked.filter((asked) => asked.startsWith('PUT'));
    expect(puts).toEqual([`PUT /v2/a/b/manifests/${referrer.descriptor.digest}`]);
  });

  test('is one request where it is listed', async () => {
    const { server, repository } = await at((_request, response) => {
      const body = JSON.stringify({ manifests: [referrer.descriptor] });
      response.writeHead(200, { 'content-type': OCI_INDEX }).end(body);
    });
    await repository.attach(SUBJECT.digest, [referrer], signal);
    expect(server.asked).toEqual([`GET ${API}`]);
  });

  test('is not believed where the registry took it and never lists it', async () => {
    const { repository } = await at(
      (_request, response) =>
        void response.writeHead(200, { 'content-type': OCI_INDEX }).end('{"manifests":[]}'),
      ({ method }, response) => {
        if (method === 'PUT') response.writeHead(201, { 'oci-subject': SUBJECT.digest }).end();
        else answerErrors(response, 404, 'MANIFEST_UNKNOWN');
      },
    );
    await expect(repository.attach(SUBJECT.digest, [referrer], signal)).rejects.toMatchObject({
      code: 'invalid-response',
    });
  }, 20_000);
});
