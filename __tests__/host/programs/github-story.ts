/** One short run of the Action's host, for what reaches the runner. */
import { finding } from '../../../src/finding.ts';
import { createGithubHost, readInputs } from '../../../src/host/github.ts';

const host = createGithubHost();
host.addSecret('hunter2/secret');
host.addSecret('ab');
host.log.info(`password hunter2/secret and ${Buffer.from('hunter2/secret').toString('base64')}`);
host.log.debug('hidden unless asked for');
await host.log.group('copying', async () => {
  host.log.info('inside');
  host.log.error('broken');
});
host.annotate([
  ...Array.from({ length: 12 }, (_unused, number) =>
    finding('no-lock', {
      message: `warning ${number}`,
      help: '',
      at: { file: 'sub/mirror.yaml', line: number + 1, column: 3 },
    }),
  ),
  finding('copy-failed', { message: `error ${'x'.repeat(6000)}`, help: 'help', affectedCount: 3 }),
  finding('copy-failed', { message: 'accepted', help: '', accepted: true }),
  finding('no-history', { message: 'a note without a place', help: '' }),
]);
host.setOutput('copied', '3');
await host.writeSummary('## one hunter2/secret\n');
await host.writeSummary(`${'line\n'.repeat(250_000)}`);
await host.writeStdout(
  `${JSON.stringify({ inputs: readInputs(['command', 'fail-on', 'absent']), run: host.run, workspace: host.workspace })}\n`,
);
await host.restoreState('/nowhere', 'mirror-state');
host.dispose();
