/** The look of the page, light and dark as the reader's system is. */
export const style = `
:root { color-scheme: light dark;
  --ink: light-dark(#1b1f24, #e6edf3); --soft: light-dark(#57606a, #9aa6b2); --paper: light-dark(#ffffff, #0d1117);
  --card: light-dark(#f6f8fa, #161b22); --line: light-dark(#d0d7de, #30363d); --accent: light-dark(#0b57d0, #79b8ff);
  --added: light-dark(#dafbe1, #12331c); --removed: light-dark(#ffebe9, #43161a); --bar: light-dark(#8c959f, #6e7681);
  --good: light-dark(#1a7f37, #3fb950); --warn: light-dark(#7d4e00, #d29922); --left: light-dark(#6639ba, #bc8cff); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.4rem; margin: 0 0 1rem; }
.totals { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.totals li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; min-width: 7rem; }
.totals b { display: block; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
form { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1rem; position: sticky; top: 0; background: var(--paper); padding: .5rem 0; border-bottom: 1px solid var(--line); z-index: 1; }
label { display: grid; color: var(--soft); font-size: .8rem; }
button { align-self: end; }
select, input, button { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: .35rem; padding: .25rem .5rem; max-width: 18rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
#shown { align-self: end; color: var(--soft); margin-left: auto; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 .5rem; background: var(--card); content-visibility: auto; contain-intrinsic-size: auto 2.6rem; }
summary { cursor: pointer; padding: .5rem .75rem; display: grid; grid-template-columns: 6.5rem minmax(10rem, 1fr) minmax(8rem, 22rem); gap: .75rem; align-items: center; }
.gist { display: block; margin-top: .15rem; font-size: .8rem; color: var(--soft); }
.path { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.status { font-size: .8rem; font-weight: 600; }
.changed { color: var(--good); } .caution, .failed { color: var(--warn); } .declined { color: var(--left); } .unchanged { color: var(--soft); }
.bars { display: grid; grid-template-columns: 1fr 4.5rem; gap: 0 .5rem; font-size: .75rem; align-items: center; font-variant-numeric: tabular-nums; }
.bars i { display: block; height: .5rem; background: var(--bar); border-radius: .2rem; min-width: 2px; }
.bars i.after { background: var(--good); }
.inside { border-top: 1px solid var(--line); background: var(--paper); border-radius: 0 0 .5rem .5rem; padding: .75rem; overflow-x: auto; }
.findings { margin: 0 0 1rem; padding: 0; list-style: none; }
.findings li { margin: 0 0 .4rem; } .findings b { display: inline-block; width: 5rem; } .findings code { color: var(--soft); }
.advice { display: block; margin-left: 5rem; color: var(--soft); }
table { border-collapse: collapse; width: 100%; font: 12.5px/1.45 ui-monospace, monospace; table-layout: fixed; }
td { vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; padding: 0 .5rem; }
td.number { width: 3.5rem; text-align: right; color: var(--soft); user-select: none; }
td.removed { background: var(--removed); } td.added { background: var(--added); }
td.gap { color: var(--soft); padding: .25rem .5rem; }
.none { color: var(--soft); padding: 2rem; text-align: center; }
@media (max-width: 50rem) { summary { grid-template-columns: 1fr; } }
`;
