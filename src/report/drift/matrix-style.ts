/** The style of the matrix of drift: sticky header and first column, filters without scripts, screen and paper. */

/** `mirrors`: how many mirrors have a filter, in the order of the matrix. */
export function matrixStyle(mirrors: number): string {
  const names = ['needs', 'new', ...Array.from({ length: mirrors }, (_unused, index) => `m${index}`)];
  const rules = names.map((name) => {
    const kept = name === 'new' ? 'fresh' : name;
    return `.drift:has(#show-${name}:checked) .matrix tbody:not(.${kept}) { display: none; }`;
  });
  return `${MATRIX}${rules.join('\n')}\n`;
}

const MATRIX = `
.drift { margin: 1.5rem 0; }
.aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.filters { border: 0; min-width: 0; margin: .75rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem; }
.filters legend { float: left; padding: 0 .5rem 0 0; line-height: 2.1rem; color: var(--soft); }
.filters label { display: inline-flex; align-items: center; gap: .4rem; min-height: 2.1rem; padding: 0 .8rem; cursor: pointer;
  border: 1px solid var(--line); border-radius: 2rem; }
.filters label:hover { background: var(--stripe); }
.filters label:has(:checked) { border-color: var(--note); box-shadow: inset 0 0 0 1px var(--note); font-weight: 600; }
.filters label:has(:disabled) { opacity: .5; cursor: default; }
.filters label:has(:focus-visible) { outline: 2px solid var(--note); outline-offset: 2px; }
.filters input { position: absolute; opacity: 0; width: 1px; height: 1px; }
.count { color: var(--soft); font-weight: 400; font-variant-numeric: tabular-nums; }
.matrix { position: relative; overflow: auto; max-height: 85vh; container-type: inline-size; border: 1px solid var(--line); border-radius: .5rem;
  margin-inline: calc(50% - min(50vw - 1.25rem, 56rem)); }
.matrix:focus-visible { outline: 2px solid var(--note); outline-offset: 2px; }
.matrix table { border-collapse: separate; border-spacing: 0; }
.matrix th, .matrix td { padding: .5rem .75rem; }
.matrix thead th { position: sticky; top: 0; z-index: 2; background: var(--stripe); }
.matrix tbody th { position: sticky; left: 0; z-index: 1; background: var(--page); font-weight: 600; min-width: 12rem; max-width: 22rem;
  white-space: normal; border-right: 1px solid var(--line); overflow-wrap: anywhere; }
.matrix thead th:first-child { left: 0; z-index: 3; border-right: 1px solid var(--line); }
.matrix tbody { scroll-margin-top: 3rem; } .matrix tbody tr:nth-child(n) { background: var(--page); }
.matrix tbody tr:first-child > * { border-bottom: 0; } .matrix tbody:last-child > tr:last-child > * { border-bottom: 0; }
.matrix tbody th a { color: inherit; text-decoration: none; } .matrix tbody th a:hover { text-decoration: underline; }
.matrix tbody:target > tr > * { background: var(--stripe); }
.matrix tbody tr > :first-child { border-left: 4px solid transparent; }
.matrix .worst-error > tr > :first-child { border-left-color: var(--error); }
.matrix .worst-warning > tr > :first-child { border-left-color: var(--warning); }
.matrix .worst-note > tr > :first-child { border-left-color: var(--note); }
.matrix td { min-width: 8.5rem; color: var(--text); font-variant-numeric: tabular-nums; }
.matrix td.first, .matrix th.first { border-left: 1px solid var(--line); }
.drift td > strong { display: inline-block; min-width: 1.9rem; padding: 0 .45rem; border-radius: 1rem; text-align: center; background: var(--stripe);
  border: 1px solid var(--line); }
.drift td.good > strong { color: var(--good); border-color: currentColor; }
.drift td.error > strong { color: var(--error); border-color: currentColor; } .drift td.warning > strong { color: var(--warning); border-color: currentColor; }
.drift td.note > strong { color: var(--note); border-color: currentColor; }
.drift td.error .state { color: var(--error); } .drift td.warning .state { color: var(--warning); } .drift td.note .state { color: var(--note); }
.drift td.good { color: var(--text); }
.fall { position: relative; color: var(--error); font-weight: 700; margin-left: .15rem; }
.state { font-weight: 600; white-space: nowrap; }
.drift time { color: var(--soft); white-space: nowrap; font-size: .9em; }
.digest { position: relative; display: inline-block; max-width: 12ch; overflow: hidden; white-space: nowrap; vertical-align: bottom; color: var(--soft);
  user-select: all; -webkit-user-select: all; cursor: copy; }
.matrix .digest { display: block; margin: .2rem 0 0; }
.matrix .words { padding: 0; } .words > div { position: sticky; left: 0; box-sizing: border-box; width: 100cqi; max-width: 72rem; padding: 0 .75rem .6rem;
  font-size: .93em; }
.words p { margin: 0 0 .2rem; } .words p:last-child { margin: 0; }
.new { font-size: .75rem; font-weight: 600; padding: .05rem .45rem; border-radius: 1rem; background: var(--note); color: var(--page); white-space: nowrap; }
.legend { font-size: .875rem; margin-top: .5rem; }
.equal th { text-align: left; font-weight: 400; }
@media (max-width: 40rem) {
  .matrix { max-height: 80vh; } .matrix tbody th { min-width: 8rem; max-width: 10rem; font-size: .85rem; }
  .matrix th, .matrix td { padding: .4rem .5rem; } .matrix td { min-width: 7.5rem; }
}
@media print {
  .filters, .legend { display: none; } .matrix { max-height: none; overflow: visible; margin: 0; border: 0; }
  .matrix tbody th, .matrix thead th { position: static; min-width: 0; } .matrix td { min-width: 0; }
  .matrix { container-type: normal; } .words > div { position: static; width: auto; }
}
`;
