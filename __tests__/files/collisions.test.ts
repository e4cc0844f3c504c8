import { describe, expect, test } from '@jest/globals';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';

/** Lines of the faults of a manifest with this mirror (line 2) and this image (line 4). */
function faultyLines(mirror: string, image: string): (number | undefined)[] {
  const text = `version: 1\nmirrors: [${mirror}]\nimages:\n  - ${image}\n`;
  return readMirrorFile(text, 'mirror.yaml').findings.map(({ at }) => at?.line);
}

describe('a mirror that is the source itself', () => {
  test.each([
    ['a registry', '{ name: eu, target: eu.example.com }', 'eu.example.com/app:1'],
    ['below a prefix', '{ name: eu, target: eu.example.com/team }', 'eu.example.com/team/app:1'],
    ['Docker Hub by its short name', '{ name: hub, target: docker.io }', 'redis:7'],
    ['Docker Hub by its old name', '{ name: hub, target: index.docker.io }', 'docker.io/grafana/grafana:1'],
    ['Docker Hub by its API', '{ name: hub, target: registry-1.docker.io }', 'grafana/grafana:1'],
    ['a host in upper case', '{ name: eu, target: EU.example.com }', 'eu.example.com/app:1'],
  ])('is an error in the line of the image: %s', (_name, mirror, source) => {
    const repository = source.includes('team') || source.startsWith('redis') ? '{name}' : '{path}';
    expect(faultyLines(mirror, `{ source: "${source}", repository: "${repository}" }`)).toEqual([4]);
  });

  test.each(['x', 'app'])('is an error where both are one layout, whatever the repository: %s', (name) => {
    const image = `{ source: "oci:./vault/:app:1", repository: ${name} }`;
    expect(faultyLines('{ name: usb, target: "oci:vault" }', image)).toEqual([4]);
  });

  test.each([
    ['another repository', '{ name: eu, target: eu.example.com/copies }', '"eu.example.com/app:1"'],
    ['another port', '{ name: eu, target: "eu.example.com:5000" }', '"eu.example.com/app:1"'],
    ['another directory', '{ name: usb, target: "oci:other" }', '"oci:vault:app:1"'],
    ['a layout from a registry', '{ name: usb, target: "oci:vault" }', '"eu.example.com/app:1"'],
    ['a retired mirror', '{ name: eu, target: eu.example.com, state: retired }', '"eu.example.com/app:1"'],
  ])('is not meant by %s', (_name, mirror, source) => {
    expect(
      faultyLines(
        `${mirror}, { name: us, target: us.example.com }`,
        `{ source: ${source}, repository: app }`,
      ),
    ).toEqual([]);
  });
});
