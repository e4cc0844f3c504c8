/** Colours, where the stream and the user want them. */
import { styleText } from 'node:util';
import type { StyleName } from './host.ts';

export type Style = (name: StyleName, text: string) => string;

type Environment = Readonly<Record<string, string | undefined>>;

export function styleFor(env: Environment, stream: { readonly isTTY?: boolean }): Style {
  if (!wantsColour(env, stream)) return (_name, text) => text;
  return (name, text) => styleText(name, text, { validateStream: false });
}

/** A terminal on which a frame can be drawn over the last one. CI logs and dumb terminals only scroll. */
export function canRedraw(env: Environment, stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb' && (env.CI ?? '') === '';
}

/** no-color.org and force-color.org: set and not empty counts; FORCE_COLOR decides where both are set. */
function wantsColour(env: Environment, stream: { readonly isTTY?: boolean }): boolean {
  const forced = env.FORCE_COLOR ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  if ((env.NO_COLOR ?? '') !== '') return false;
  return stream.isTTY === true && env.TERM !== 'dumb';
}
