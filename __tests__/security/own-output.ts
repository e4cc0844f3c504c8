/** What a run may print and write, whatever it was told: its own commands, its own markup, and visible characters. */
import { expect } from '@jest/globals';
import { actingCommands, annotations } from '../action/commands-of.ts';
import type { StepEnd } from '../action/runner.ts';

/** Annotations that start with a rule of ours; nothing else that a runner would obey. */
export function expectOnlyOwnCommands({ commands }: Pick<StepEnd, 'commands'>): void {
  const acting = actingCommands(commands);
  expect(acting.filter(({ name }) => !/^(?:error|warning|notice)$/.test(name))).toEqual([]);
  for (const name of ['error', 'warning', 'notice']) {
    expect(annotations(acting, name).length).toBeLessThanOrEqual(10);
  }
  for (const { properties, data } of acting) {
    expect(properties.title).toMatch(/^(?:[a-z-]+(?: on [\w-]+)?|mirror-action)$/);
    expect(data.length).toBeLessThanOrEqual(4096);
    // the runner splits what it unescapes into lines of the log
    expect(data.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
  }
}

export function expectQuietLog({ log }: Pick<StepEnd, 'log'>): void {
  expect(log.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu) ?? []).toEqual([]);
  expect(Math.max(...log.split('\n').map((line) => line.length))).toBeLessThan(8_000);
}

const OWN_MARKDOWN =
  /^(?:#{2,3} \S|- \S|\| |<details><summary>|<\/details>|… |To pull |\*\*[a-z-]+\*\*: |\d+ (?:image|policy file)s?\b|\d+ other tags? (?:is|are) as wanted everywhere|0 is the newest version known, |$)/;

export function expectOwnMarkdown(summary: string): void {
  const lines = summary.split('\n');
  expect(lines.filter((line) => !OWN_MARKDOWN.test(line)).map((line) => line.slice(0, 200))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('<details>'))).toHaveLength(
    lines.filter((line) => line === '</details>').length,
  );
  const visible = lines.map((line) =>
    line.replace(/(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)/g, '').replace(/<\/?(?:br|code|details|summary)>/g, ''),
  );
  expect(visible.filter((line) => /<|(?<!\\)[[\]]|@(?!sha256:)[a-z]|https?:\/\//.test(line))).toEqual([]);
  expect(Buffer.byteLength(summary)).toBeLessThan(900 * 1024);
}

const OWN_TAGS =
  /^<(?:!doctype html|\/?(?:html|head|meta|title|style|body|h1|h2|p|div|table|thead|tbody|tr|th|td|code|details|summary|a|section|fieldset|legend|label|span|ul|li|h3|strong|time)\b|input type="radio" name="show" id="show-[a-z0-9]+"(?: checked| disabled)?>)/;

export function expectOwnMarkup(page: string): void {
  const tags = page.replace(/<style>[\s\S]*?<\/style>/, '').match(/<[^>]*>?/g) ?? [];
  expect(tags.filter((tag) => !OWN_TAGS.test(tag))).toEqual([]);
  expect(tags.filter((tag) => /\son[a-z]+\s*=|javascript:|src=/i.test(tag))).toEqual([]);
  expect(page.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}]/gu) ?? []).toEqual([]);
}
