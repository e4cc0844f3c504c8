/** `demo`: the whole story on embedded registries, played with the real commands. */
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { MirrorError } from '../errors.ts';
import { totalsLine } from '../report/overview.ts';
import type { CommandDoor, CommandEnd, PushedImage } from './command.ts';
import { DemoStage, type Played, WentOtherwise } from './demo-stage.ts';
import { type DemoWorld, pushWeb, startWorld } from './demo-world.ts';
import { runDrift } from './drift.ts';
import { runLock } from './lock.ts';
import { planAndStop } from './plan.ts';
import { runSync } from './sync.ts';

const lock = { name: 'lock', run: runLock };
const plan = { name: 'plan', run: (door: CommandDoor) => planAndStop(door, 'plan') };
const sync = { name: 'sync', run: runSync };
const drift = { name: 'drift', run: runDrift };

/** Images in the mirror manifest (one tag, two selected tags, one pin) times two mirrors. */
const ROWS = 8;

export async function runDemo(door: CommandDoor): Promise<CommandEnd> {
  const stage = new DemoStage(door, await chooseFolder(door));
  const world = await startWorld(door.servers);
  try {
    await writeManifest(stage, world, door);
    await lockTags(stage);
    await planFirst(stage);
    await syncAll(stage);
    await syncAgain(stage);
    const web = await followMovedTag(stage, world);
    await repairDamage(stage, world, web);
    await noticeDrift(stage, world);
    tellEnd(stage);
    return { report: null, exitCode: 0 };
  } catch (error) {
    if (!(error instanceof WentOtherwise)) throw error;
    door.host.log.error(`${error.message}; look at the reports in ${stage.folder}`);
    return { report: null, exitCode: 1 };
  } finally {
    await world.close();
  }
}

/** A new folder, or the one asked for unless a mirror manifest lies there already. */
async function chooseFolder({ host, options, temporary }: CommandDoor): Promise<string> {
  if (options.output === null) return join(temporary, `mirror-action-demo-${randomBytes(4).toString('hex')}`);
  const folder = resolve(host.workingDirectory, options.output);
  if (await host.files.exists(join(folder, 'mirror.yaml')))
    throw new MirrorError('input', `${folder} holds a mirror.yaml already, which the demo would replace`, {
      fix: 'name a new folder with --output',
    });
  return folder;
}

async function writeManifest(stage: DemoStage, world: DemoWorld, { host }: CommandDoor): Promise<void> {
  await host.files.writeText(join(stage.folder, 'mirror.yaml'), world.manifest);
  const { source, eu, us } = world;
  stage.tell(
    `Three registries run in this process: a source (${source.address}) with a few images for linux/amd64`,
    `and linux/arm64, and two empty mirrors, eu (${eu.address}) and us (${us.address}).`,
    '',
    heading(stage, 1, 'Which images go where is written down in a mirror manifest, mirror.yaml.'),
    ...world.manifest
      .trimEnd()
      .split('\n')
      .map((line) => `   ${stage.style('dim', shortened(line))}`),
  );
}

async function lockTags(stage: DemoStage): Promise<void> {
  const played = await stage.play(lock);
  tellStep(stage, 2, 'Tags can move, digests cannot: lock notes what every tag means now, for review.');
  tellCommand(
    stage,
    'lock',
    played.lines.filter((line) => line.startsWith('new')),
  );
  stage.expect(played.exitCode === 0 && played.report.ok, 'the tags are locked');
}

async function planFirst(stage: DemoStage): Promise<void> {
  const played = await stage.play(plan);
  const { planned } = played.report.totals;
  tellStep(
    stage,
    3,
    'Look first: plan changes nothing. Four images on two mirrors are eight copies to be made.',
  );
  tellCommand(stage, 'plan', [totalsLine(played.report)]);
  stage.expect(planned === ROWS, `${ROWS} copies are planned, not ${planned}`);
}

async function syncAll(stage: DemoStage): Promise<void> {
  const played = await stage.play(sync);
  const { copied, sourceBytes, mirrorBytes } = played.report.totals;
  tellStep(
    stage,
    4,
    'Copy: every layer is read once from the source, for both mirrors. Tags are set last, on proven images.',
  );
  tellCommand(stage, 'sync', [totalsLine(played.report)]);
  stage.expect(isGood(played) && copied === ROWS, `${ROWS} images are copied`);
  stage.expect(mirrorBytes > sourceBytes, 'the mirrors got more than was read');
}

async function syncAgain(stage: DemoStage): Promise<void> {
  const played = await stage.play(sync);
  const { upToDate, requests } = played.report.totals;
  tellStep(
    stage,
    5,
    'Again: nothing to do. It costs one request per image and mirror, and none to the source.',
  );
  tellCommand(stage, 'sync', [totalsLine(played.report)]);
  stage.expect(isGood(played) && upToDate === ROWS, 'everything is up to date');
  stage.expect(requests === ROWS, `${ROWS} requests are enough, not ${requests}`);
}

async function followMovedTag(stage: DemoStage, { source }: DemoWorld): Promise<PushedImage> {
  const web = await pushWeb(source, 'second build');
  const before = await stage.play(sync);
  const locking = await stage.play(lock);
  const after = await stage.play(sync);
  tellStep(
    stage,
    6,
    'At the source the tag shop/web:1.4 moves. The mirrors follow when the lock is renewed.',
  );
  tellCommand(stage, 'sync', [totalsLine(before.report)]);
  tellCommand(
    stage,
    'lock',
    locking.lines.filter((line) => line.startsWith('moved')),
  );
  tellCommand(stage, 'sync', [totalsLine(after.report)]);
  stage.expect(isGood(before) && before.report.totals.upToDate === ROWS, 'the lock still holds');
  stage.expect(isGood(after) && after.report.totals.copied === 2, 'both mirrors get the new digest');
  return web;
}

async function repairDamage(stage: DemoStage, { us }: DemoWorld, web: PushedImage): Promise<void> {
  us.loseBlob(web.layers.at(-1) ?? '');
  const played = await stage.play(sync, { recheck: 'all' });
  const mended = played.report.findings.filter(({ repaired }) => repaired !== null);
  tellStep(
    stage,
    7,
    'The mirror us loses a layer and does not know it. Sync trusts its own proofs for some days; asked to',
    'check everything it reads the last byte of every layer, tells what is lost and brings it back.',
  );
  const told = mended.flatMap(({ rule, message }) => [
    `${rule}:`,
    ...message.split('; ').map((part) => `  ${part}`),
  ]);
  tellCommand(stage, 'sync --recheck all', [...told, totalsLine(played.report)]);
  stage.expect(isGood(played) && played.report.totals.repaired === 1, 'one image is repaired');
  stage.expect(mended.length === 1 && mended[0]?.mirror === 'us', 'the lost layer is told');
}

async function noticeDrift(stage: DemoStage, { eu }: DemoWorld): Promise<void> {
  await pushWeb(eu, 'of somebody else', 'mirror/shop/web');
  const played = await stage.play(drift);
  const told = played.report.findings.filter(({ severity }) => severity === 'error');
  tellStep(
    stage,
    8,
    'Somebody pushes another shop/web:1.4 to the mirror eu. Drift tells what every mirror serves, and that this differs.',
  );
  tellCommand(stage, 'drift', [
    ...told.map(({ rule, message }) => `${rule}: ${shortened(message)}`),
    totalsLine(played.report),
  ]);
  stage.expect(played.exitCode === 1 && !played.report.ok, 'drift fails');
  stage.expect(told.length === 1 && told[0]?.mirror === 'eu', 'the tag that differs is told');
}

function tellEnd(stage: DemoStage): void {
  stage.tell(
    '',
    stage.style('green', 'All of it went as told.'),
    'The mirror manifest, its lock and a report of every command (JSON, Markdown, HTML) lie in',
    `   ${stage.style('bold', stage.folder)}`,
    'The registries were part of this process and are gone. Next, with your own images:',
    '   mirror-action init --to registry.example.com/mirror < images.txt',
  );
}

function isGood({ report, exitCode }: Played): boolean {
  return exitCode === 0 && report.ok && report.totals.failed === 0;
}

function tellStep(stage: DemoStage, number: number, ...[sentence = '', ...more]: readonly string[]): void {
  stage.tell('', heading(stage, number, sentence), ...more.map((line) => `   ${line}`));
}

function tellCommand(stage: DemoStage, command: string, lines: readonly string[]): void {
  stage.tell(
    `   ${stage.style('bold', `$ mirror-action ${command}`)}`,
    ...lines.map((line) => `     ${line}`),
  );
}

function heading(stage: DemoStage, number: number, sentence: string): string {
  return `${stage.style('bold', `${number}.`)} ${sentence}`;
}

/** Digests in the middle of a line, cut for the reader. */
function shortened(line: string): string {
  return line.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/, '$1…');
}
