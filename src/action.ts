/** The door of the Action: a step, or the process that carries a step's state, which needs none of the rest. */
import { CARRY_ARGUMENT } from './host/state-carrier.ts';

if (process.argv[2] === CARRY_ARGUMENT) {
  const { serveCarrier } = await import('./host/github-carrier.ts');
  serveCarrier();
} else {
  const { main } = await import('./main-action.ts');
  process.exitCode = await main();
}
