// npm run demo [-- --output DIR]: sets up what is missing, then runs the committed command line's demo on the pinned Node.
import { runTool } from './toolchain.mjs';

process.exitCode = await runTool('node', ['dist/cli/index.js', 'demo', ...process.argv.slice(2)]);
