/** Sends hostile text through every door of the Action's host. Reads the texts as JSON from the environment. */
import { finding } from '../../../src/finding.ts';
import { createGithubHost } from '../../../src/host/github.ts';

const host = createGithubHost();
const texts: readonly string[] = JSON.parse(process.env.HOSTILE_TEXTS ?? '[]');
host.configureLog({ level: 'debug', quiet: false });
for (const text of texts) {
  host.log.debug(text);
  host.log.info(text);
  host.log.warning(text);
  host.log.error(text);
  host.display.show(text);
  await host.writeStdout(`${text}\n`);
  await host.log.group(text, async () => host.log.error(text));
}
host.annotateFailure(texts.join('\n'));
host.annotate(
  texts.map((text) =>
    finding('copy-failed', {
      message: text,
      help: text,
      mirror: text,
      at: { file: text, line: 1, column: 2 },
    }),
  ),
);
host.dispose();
