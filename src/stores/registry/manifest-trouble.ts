/**
 * Manifests that a registry answers for with 500. Distribution says that for good when the one stored file is cut, and any
 * registry says it about everything while it is in trouble. Long waits tell the two apart, at seconds per manifest and
 * look-up. Another question tells them apart at once: when a manifest that was served before is still served, the registry
 * is well, and a 500 that stands before and after that answer is the asked manifest's own. Where nothing has been served
 * yet, or is not served any more, the patience of all other requests holds.
 */
import { MirrorError } from '../../errors.ts';
import type { Ask } from './ask.ts';
import type { Place, RegistryClient } from './client.ts';
import { throwIfAborted } from './waiting.ts';
import type { Answer } from './wire.ts';

/** As many tries as for any other 500, close together. */
const QUICK = { attempts: 4, backoffBaseMs: 50 };
const ONCE = { attempts: 1, backoffBaseMs: 0 };

/** As `client.perform`, for reading manifests and looking them up. */
export async function performForManifest<T>(
  { client }: Place,
  ask: Ask,
  { use, signal }: { readonly use: (answer: Answer) => Promise<T>; readonly signal: AbortSignal },
): Promise<T> {
  const { manifests } = client;
  const learn = async (answer: Answer): Promise<T> => {
    const result = await use(answer);
    if (answer.status === 200) manifests.wasServed(ask);
    return result;
  };
  const perform = (onServerError?: Ask['onServerError']) =>
    client.perform(onServerError === undefined ? ask : { ...ask, onServerError }, learn, signal);
  if (manifests.isDamaged(ask)) return perform(() => ONCE);
  try {
    // asked at each failure: what runs beside this request may have been served by then
    return await perform(() => (manifests.servedBesides(ask) === null ? null : QUICK));
  } catch (error) {
    if (!isServerError(error) || manifests.servedBesides(ask) === null) throw error;
    if (!(await servesAnother(client, ask, signal))) {
      await client.pause(error, 1, signal);
      return perform();
    }
  }
  try {
    return await perform(() => ONCE); // trouble that passed in between would blame the manifest
  } catch (error) {
    if (isServerError(error)) manifests.wasDamaged(ask);
    throw error;
  }
}

function isServerError(error: unknown): error is MirrorError {
  return error instanceof MirrorError && error.status === 500;
}

/** Asks the same way, so that the answer comes from the same part of the registry: some look up in a database and read from a store. */
async function servesAnother(
  { manifests, attempt }: RegistryClient,
  ask: Ask,
  signal: AbortSignal,
): Promise<boolean> {
  const served = manifests.servedBesides(ask);
  if (served === null) return false;
  try {
    const answer = await attempt({ ...ask, ...served, expect: [200] }, signal);
    await answer.discard();
    return true;
  } catch {
    throwIfAborted(signal);
    return false;
  }
}
