/** How an Actions runner reads a log (ActionCommand.TryParse and TryParseV2), and text that tries to be a command. */

export interface RunnerCommand {
  readonly name: string;
  readonly data: string;
}

/** Characters that a culture-sensitive comparison does not see. */
const WITHOUT_WEIGHT = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000e-\u001f\u007f-\u009f]/gu;

/** The commands a runner would obey in what a step printed; lines end at CR and LF. */
export function commandsIn(output: string): readonly RunnerCommand[] {
  return output.split(/[\r\n]/).flatMap((line) => {
    const command = parseV2(line) ?? parseV1(line);
    return command === null ? [] : [command];
  });
}

/** `::name key=value::data` at the start, after trimming white space. */
function parseV2(line: string): RunnerCommand | null {
  const seen = line
    .replace(/^[\s\u0085\u00a0]+/u, '')
    .replace(WITHOUT_WEIGHT, '')
    .trimStart();
  if (!seen.startsWith('::')) return null;
  const end = seen.indexOf('::', 2);
  if (end < 0) return null;
  return { name: seen.slice(2, end).trim().split(' ')[0] ?? '', data: seen.slice(end + 2) };
}

/** `##[name key=value;]data` anywhere. */
function parseV1(line: string): RunnerCommand | null {
  const seen = line.replace(WITHOUT_WEIGHT, '');
  const start = seen.indexOf('##[');
  const end = seen.indexOf(']', start);
  if (start < 0 || end < 0) return null;
  return { name: seen.slice(start + 3, end).split(' ')[0] ?? '', data: seen.slice(end + 1) };
}

export const HOSTILE: readonly string[] = [
  '::add-mask::a',
  '   ::add-mask::a',
  ':::add-mask::a',
  '\u00a0::stop-commands::t',
  '\u00ad::stop-commands::t',
  '\u3000\u200b::stop-commands::t',
  '\ufe0f::error::x',
  ':\u00ad:error::x',
  '\u034f:\u200d:error::x',
  'x ##[set-output name=a;]b',
  'x #\u00ad#[error]b',
  '##\u2060[error]b',
  '###[group]b',
  'one\n::warning::two',
  'one\r::warning::two',
  'one\u0085::warning::two',
  'one\u2028::warning::two',
  '\x1b[2K\x1b[1A::error::x',
  '\x1b]8;;https://evil.example\x07text\x1b]8;;\x07',
  '\u202egnp.exe\u202c \u2066x\u2069',
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><b>x</b>',
  '` `` ``` code',
  'a|b\\|c',
  '@user and @org/team',
  'a@example.com',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  'https://evil.example www.evil.example',
  '#123 GH-123 org/repo#1',
  '&lt;b&gt; &#124; &#x7c;',
  '**bold** __x__ ~~y~~ $z$',
  '- item\n# title\n1. one\n> quote\n---',
  '\u0000\u0007\ud800 lone',
];
