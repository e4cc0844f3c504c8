/** A digest given by hand may be mistyped: it must be one that the past or the source knows. */
import { describeError, MirrorError, toMirrorError } from '../errors.ts';
import type { RunContext } from '../mirror/context.ts';
import { sightingsOf } from '../mirror/history.ts';
import type { Accepted } from '../mirror/lock.ts';
import { sourceKey } from '../mirror/source-key.ts';
import type { CommandDoor } from './command.ts';

/** Throws `input` when the source says that it has no such digest; a source that cannot be asked is only warned about. */
export async function checkAccepted(
  { name, digest }: Accepted,
  { file, lock, history, stores }: RunContext,
  { signal, host }: Pick<CommandDoor, 'signal' | 'host'>,
): Promise<void> {
  const repository = name.slice(0, name.lastIndexOf(':'));
  const image = file.images.find((one) => sourceKey(one) === repository);
  const past = sightingsOf(history.of(name), lock?.tags.get(name) ?? null);
  if (image === undefined || past.some((sighting) => sighting.digest === digest)) return;
  const source = stores.sourceOf(image);
  const found = await source.resolve(digest, signal).catch((error: unknown) => {
    if (!signal.aborted)
      host.log.warning(
        `--accept ${name}@${digest}: the source could not be asked: ${describeError(toMirrorError(error))}`,
      );
    return undefined;
  });
  if (found === null)
    throw new MirrorError('input', `--accept ${name}: the source has no ${digest}`, {
      fix: 'check the digest; it must be one that the repository holds',
    });
}
