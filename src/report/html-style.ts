/** The style sheet of the HTML report: light and dark, screen and paper. */

export const STYLE_SHEET = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --page: #fff; --stripe: #f6f8fa;
  --error: #cf222e; --warning: #9a6700; --note: #0969da; --good: #1a7f37; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --soft: #9198a1; --line: #3d444d; --page: #0d1117; --stripe: #151b23;
    --error: #f85149; --warning: #d29922; --note: #4493f8; --good: #3fb950; } }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); } .good { color: var(--good); }
code { font: .875em ui-monospace, monospace; }
.finding { border-left: 4px solid; padding: .1rem .75rem; margin: .75rem 0; } .finding > * { color: var(--text); }
.finding > .soft { color: var(--soft); } .finding > p:first-child { color: inherit; font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th, td { padding: .3rem .6rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); overflow-wrap: break-word; } td { min-width: 5rem; } th { white-space: nowrap; }
td:last-child code { overflow-wrap: anywhere; }
tbody tr:nth-child(even) { background: var(--stripe); } .number { text-align: right; }
summary { cursor: pointer; color: var(--soft); margin: 1rem 0; }
@media print { body { max-width: none; padding: 0; font-size: 11px; } .wide { overflow: visible; } thead { display: table-header-group; }
  tr, .finding { break-inside: avoid; } td { min-width: 0; overflow-wrap: anywhere; } }
`;
