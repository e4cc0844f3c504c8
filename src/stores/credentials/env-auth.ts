/**
 * Credentials that the mirror manifest takes from the environment: `auth: { usernameEnv, passwordEnv }`
 * (contract, section 3).
 */
import { MirrorError } from '../../errors.ts';
import type { Credential } from '../registry/credential.ts';

const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FIX_NAME = 'name a variable that starts with MIRROR_, or list it with --allow-env';

/** Names of variables, never their values; `at` is where the mirror manifest says so. */
export interface ConfiguredAuth {
  readonly usernameEnv: string;
  readonly passwordEnv: string;
  readonly at?: { readonly file: string; readonly line: number; readonly column: number };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Every variable of a mirror manifest that may not be read, as MirrorErrors `input`: with a manifest from a
 * pull request, any name would be a way to take secrets out.
 */
export function refusedVariables(
  configured: ReadonlyMap<string, ConfiguredAuth>,
  allowEnv: readonly string[],
): readonly MirrorError[] {
  return [...configured].flatMap(([host, auth]) =>
    [auth.usernameEnv, auth.passwordEnv].flatMap((name) => {
      const why = whyRefused(name, allowEnv);
      return why === null ? [] : [unusable(host, auth, `${shown(name)} may not be read: ${why}`)];
    }),
  );
}

/**
 * The credential for `host`. Throws MirrorError `input` naming the variable when it may not be read, is unset
 * or is empty (an unset secret in GitHub Actions is an empty variable).
 */
export function readConfiguredAuth(
  host: string,
  auth: ConfiguredAuth,
  { env, allowEnv }: { readonly env: Environment; readonly allowEnv: readonly string[] },
): Credential {
  const [error] = refusedVariables(new Map([[host, auth]]), allowEnv);
  if (error !== undefined) throw error;
  return {
    kind: 'basic',
    username: requireVariable(auth.usernameEnv, host, { auth, env }),
    password: requireVariable(auth.passwordEnv, host, { auth, env }),
  };
}

/** `ACTIONS_*` and `RUNNER_*` hold the job's own tokens; letter case does not count, as it does not on Windows. */
function whyRefused(name: string, allowEnv: readonly string[]): string | null {
  if (!VARIABLE_NAME.test(name)) return 'it is not the name of a variable';
  if (/^(ACTIONS|RUNNER)_/i.test(name))
    return 'ACTIONS_* and RUNNER_* belong to the runner and are never read';
  if (name.startsWith('MIRROR_') || allowEnv.includes(name)) return null;
  return 'its name does not start with MIRROR_ and --allow-env does not list it';
}

interface VariablePlace {
  readonly auth: ConfiguredAuth;
  readonly env: Environment;
}

function requireVariable(name: string, host: string, { auth, env }: VariablePlace): string {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value !== undefined && value !== '') return value;
  throw unusable(
    host,
    auth,
    `the variable ${name} is ${value === '' ? 'empty' : 'not set'}`,
    `set ${name}, or take auth of ${host} out of the mirror manifest`,
  );
}

/** What is no name may be the secret itself, written in the wrong place. */
function shown(name: string): string {
  return VARIABLE_NAME.test(name) ? `the variable ${name}` : 'what is written as the name of a variable';
}

function unusable(host: string, { at }: ConfiguredAuth, why: string, fix: string = FIX_NAME): MirrorError {
  return new MirrorError('input', `cannot get credentials for ${host}: ${why}`, {
    where: at === undefined ? host : `${at.file}:${at.line}:${at.column}`,
    fix,
  });
}
