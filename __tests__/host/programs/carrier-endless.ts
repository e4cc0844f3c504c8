/** Never answers, and has started another program that does not end either. */
import { spawn } from 'node:child_process';

process.once('message', () => {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  process.stdout.write(`pid ${process.pid}\npid ${child.pid}\n`);
  setInterval(() => undefined, 1000);
});
