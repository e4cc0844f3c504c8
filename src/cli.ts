#!/usr/bin/env node
/** The door of the command line: the Node version first, since an older one cannot even load the rest. */
const OLDEST_NODE = [22, 19] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  process.stderr.write(
    `mirror-action needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}\n`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import('./main-cli.ts');
  process.exitCode = await main(process.argv.slice(2));
}
