// What a measurement stands on: a scratch directory, and programs that end with it, also when it is broken off.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from '../scripts/toolchain.mjs';

const STOP_PATIENCE_MS = 5_000;

/** `{ directory, path(...names), start(...), onClose(action), close() }`; everything is undone by `close`, last things first. */
export function openLab(purpose) {
  const directory = mkdtempSync(join(tmpdir(), `mirror-action-${purpose}-`));
  const actions = [];
  const path = (...names) => join(directory, ...names);
  const onClose = (action) => void actions.push(action);
  const close = async () => {
    process.off('SIGINT', breakOff);
    process.off('SIGTERM', breakOff);
    for (const action of actions.splice(0).reverse()) await action();
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  const breakOff = (signal) => void close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  process.once('SIGINT', breakOff);
  process.once('SIGTERM', breakOff);
  const start = (command, args, options) => {
    const server = startProgram(command, args, options);
    onClose(() => server.stop());
    return server;
  };
  mkdirSync(directory, { recursive: true });
  return { directory, path, start, onClose, close };
}

/** A program in the background whose outputs are appended to files; the kernel ends it when this process dies. */
export function startProgram(command, args, { stdoutFile, stderrFile, env = {} }) {
  const outputs = [openSync(stdoutFile, 'a'), openSync(stderrFile, 'a')];
  const setpriv = findTool('setpriv');
  const [file, argv] =
    setpriv === null ? [command, args] : [setpriv, ['--pdeathsig', 'KILL', '--', command, ...args]];
  const child = spawn(file, argv, { env: { ...process.env, ...env }, stdio: ['ignore', ...outputs] });
  for (const output of outputs) closeSync(output);
  const ended = new Promise((done) => {
    child.once('exit', done);
    child.once('error', done);
  });
  const isRunning = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const stop = async (signal = 'SIGTERM') => {
    if (!isRunning()) return;
    child.kill(signal);
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    await ended;
    clearTimeout(killer);
  };
  return { pid: child.pid, isRunning, stop, ended };
}
