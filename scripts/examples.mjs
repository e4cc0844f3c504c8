// npm run examples [-- NAME …]: runs examples with `act`, a workflow engine for one machine, on registries started here.
// Not a part of `npm test`. Nothing but loopback is reached; no container is started.
//
// What is not as on GitHub, and so not tried: the runner is this machine (`-P …=-self-hosted`); actions/checkout is
// skipped by act, which copies the folder; docker/login-action, actions/upload-artifact, peter-evans/create-pull-request
// and `gh` are small stand-ins in scripts/examples/stand-ins; in the copies of the example's files the names of
// registries are replaced by addresses of the registries here, and `tls` and `endpoints` of the manifest are left out. The
// examples of the air gap are not run: their two halves are two networks.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages, ensurePackages, findTool, runTool, say } from './toolchain.mjs';

const ACT = 'github.com/nektos/act@v0.2.89';

ensurePackages();
const act = process.env.ACT ?? findTool('act') ?? inGoFolder();
const missing = ensureDebianPackages({
  'docker-registry': 'docker-registry',
  htpasswd: 'apache2-utils',
  git: 'git',
});
if (act === null) {
  console.error('!!! NO EXAMPLE WAS RUN: act is not installed');
  console.error(`!!! go install ${ACT}, and put it on PATH or name it in ACT`);
  process.exitCode = 1;
} else if (missing.length > 0) {
  console.error(`!!! NO EXAMPLE WAS RUN: not on this machine: ${missing.join(', ')}`);
  process.exitCode = 1;
} else {
  say(`running examples with ${act}`);
  const env = { EXAMPLES_ACT: act };
  process.exitCode = await runTool('node', ['scripts/examples/run.mjs', ...process.argv.slice(2)], { env });
}

/** Where `go install` puts programs, which PATH often lacks. */
function inGoFolder() {
  const path = join(
    process.env.GOBIN ?? join(process.env.GOPATH ?? join(process.env.HOME ?? '', 'go'), 'bin'),
    'act',
  );
  return existsSync(path) ? path : null;
}
