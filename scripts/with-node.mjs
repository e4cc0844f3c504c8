// Runs a command of node_modules/.bin on the Node that this project pins (devDependency `node`).
// Usage: node scripts/with-node.mjs COMMAND [ARG ...]
import { runTool } from './toolchain.mjs';

const [command, ...args] = process.argv.slice(2);
process.exitCode = await runTool(command, args);
