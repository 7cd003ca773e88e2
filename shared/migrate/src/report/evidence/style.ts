/** The style of the page: readable on a phone, in the dark, and on paper. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2733; --paper: #fff; --line: #ccd4dc; --soft: #5a6875; --good: #1a6b3c; --bad: #a3261d; --open: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #dfe6ec; --paper: #14191f; --line: #36414c; --soft: #9aa8b5; --good: #6fcf97; --bad: #ff8a80; --open: #ffc56b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; color: var(--ink); background: var(--paper); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
p { margin: .4rem 0; }
p.summary { white-space: pre-line; }
.soft, .unknown { color: var(--soft); }
.outcome { display: inline-block; padding: .1rem .6rem; border: 2px solid; border-radius: .3rem; font-weight: 600; }
.success, .equal { color: var(--good); }
.failed, .refused, .interrupted, .unequal { color: var(--bad); }
.started { color: var(--open); }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
table.facts th { width: 12rem; font-weight: 500; color: var(--soft); }
table.list th { color: var(--soft); font-weight: 500; }
table.list td, table.list th { overflow-wrap: normal; }
.wide { overflow-x: auto; }
code { font: .86em/1.4 ui-monospace, monospace; }
table.list code { white-space: nowrap; }
ul, ol { margin: .4rem 0; padding-left: 1.3rem; }
@media (max-width: 40rem) { body { padding: 1rem; } table.facts th { width: 7.5rem; } }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --line: #999; --soft: #444; } body { max-width: none; padding: 0; font-size: 10pt; } .wide { overflow: visible; } table.list code { white-space: normal; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
`.trim();
