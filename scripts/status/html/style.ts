/** The style sheet of the page: system fonts, one accent, four tones for states, light and dark, screen and paper. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f7; --surface: #fff; --ink: #16211f; --muted: #56635f; --line: #dde3e1; --accent: #0b6b61;
  --good: #14744a; --warn: #8a5700; --bad: #b3261e; --calm: #5c6865;
  --good-wash: #e7f4ed; --warn-wash: #fbf1dd; --bad-wash: #fdebe9; --calm-wash: #eef1f0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1514; --surface: #171f1d; --ink: #e5ebe9; --muted: #9fada8; --line: #2b3633; --accent: #5cc9b9;
    --good: #62cf97; --warn: #e9b653; --bad: #ff9389; --calm: #9fada8;
    --good-wash: #14291f; --warn-wash: #2d2413; --bad-wash: #341b19; --calm-wash: #202927;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 0 max(1rem, env(safe-area-inset-left)) 3rem; max-width: 76rem;
  background: var(--ground); color: var(--ink);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
.top { padding: 2.75rem 0 0.5rem; }
.over { margin: 0; color: var(--accent); font-weight: 600; letter-spacing: 0.02em; }
h1 {
  display: flex; align-items: center; gap: 0.6rem; margin: 0.35rem 0 0.25rem;
  font-size: clamp(1.6rem, 1.2rem + 2vw, 2.25rem); line-height: 1.2; font-weight: 650; letter-spacing: -0.015em;
}
h1 .shape { width: 0.85em; height: 0.85em; }
.sub, footer, small, .minor { color: var(--muted); }
.sub { margin: 0; }
section { margin-top: 2.5rem; }
h2 { margin: 0 0 0.85rem; font-size: 1.125rem; font-weight: 650; letter-spacing: -0.005em; }
h3 { margin: 0; font-size: 1rem; font-weight: 650; }
.minor { margin: 1.25rem 0 0.5rem; font-size: 0.875rem; font-weight: 500; }
small { font-size: 0.8125rem; }
code { font: 0.92em/1.4 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; background: var(--calm-wash); border-radius: 4px; padding: 0.1em 0.35em; }

.shape { flex: none; vertical-align: -0.15em; }
.shape.good, .badge.good { color: var(--good); }
.shape.warn, .badge.warn { color: var(--warn); }
.shape.bad, .badge.bad { color: var(--bad); }
.shape.calm, .badge.calm { color: var(--calm); }
.badge { display: inline-block; font-size: 0.875rem; font-weight: 550; white-space: nowrap; }
.badge .shape { margin-right: 0.35rem; }

.attention { display: grid; gap: 0.6rem; margin: 0; padding: 0; list-style: none; }
.attention > li { padding: 0.8rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--calm); border-radius: 8px; background: var(--surface); }
.attention > .warn { border-left-color: var(--warn); }
.attention > .bad { border-left-color: var(--bad); }
.attention p { margin: 0; }
.attention p, .attention ul { max-width: 85ch; }
.attention .who { display: flex; flex-wrap: wrap; gap: 0.15rem 0.75rem; align-items: baseline; margin-bottom: 0.2rem; }
.attention b { font-weight: 650; }
.attention ul { margin: 0.35rem 0 0; padding: 0; list-style: none; color: var(--muted); }
.attention ul li { margin-top: 0.15rem; }
.attention code { color: var(--ink); }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 0.85rem; }
.card { padding: 1rem 1.1rem 0.9rem; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
.card header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 0.75rem; align-items: baseline; }
.card .badge { padding: 0.1rem 0.6rem 0.1rem 0.45rem; border-radius: 99px; background: var(--calm-wash); --surface: var(--calm-wash); }
.card .badge.good { background: var(--good-wash); --surface: var(--good-wash); }
.card .badge.warn { background: var(--warn-wash); --surface: var(--warn-wash); }
.card .badge.bad { background: var(--bad-wash); --surface: var(--bad-wash); }
.version { margin: 0.5rem 0 0.6rem; color: var(--muted); }
.version b { margin-left: 0.15rem; color: var(--ink); font-size: 1.5rem; font-weight: 600; letter-spacing: -0.01em; }
dl { margin: 0; font-size: 0.875rem; }
dl div { display: grid; grid-template-columns: 6.75rem 1fr; gap: 0.5rem; padding: 0.3rem 0; border-top: 1px solid var(--line); }
dt { color: var(--muted); }
dd { margin: 0; }
.planned { display: flex; flex-wrap: wrap; gap: 0.4rem 1.5rem; margin: 0; padding: 0; list-style: none; font-size: 0.875rem; }
.planned li { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; }

.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th, td { padding: 0.5rem 0.85rem; text-align: left; vertical-align: baseline; border-top: 1px solid var(--line); overflow-wrap: normal; }
thead th { border-top: 0; color: var(--muted); font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 550; }
td small, th small { display: block; color: var(--muted); font-weight: 400; }
.matrix td { min-width: 5.5rem; }
.matrix th:first-child { width: 14rem; }
.matrix th:first-child { position: sticky; left: 0; background: var(--surface); border-right: 1px solid var(--line); }
.matrix .none { color: var(--muted); }
.runs th, .users th { overflow-wrap: anywhere; }
.runs tbody th { position: relative; padding-left: 2.25rem; }
.runs tbody th .shape { position: absolute; left: 0.8rem; top: 0.65rem; }
.took { width: 24%; min-width: 4.5rem; white-space: nowrap; }
.took i { display: block; min-width: 2px; height: 4px; margin-top: 0.2rem; border-radius: 2px; background: var(--accent); }

.lanes { margin-bottom: 0.85rem; padding: 0.85rem 1.1rem 0.7rem; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); font-size: 0.8125rem; }
.lane { display: grid; grid-template-columns: 12rem 1fr; gap: 1.25rem; align-items: center; min-height: 2rem; }
.track { position: relative; height: 2px; margin: 0 0.7rem; background: var(--line); }
.track i {
  position: absolute; top: 50%; display: grid; place-items: center; min-width: 0.8rem; height: 0.8rem; padding: 0 0.25rem; border-radius: 99px;
  background: var(--accent); color: var(--surface); font: 600 0.6875rem/1 system-ui, sans-serif; transform: translate(-50%, -50%);
}
.track i:not(:empty) { min-width: 1.15rem; height: 1.15rem; }
.lane.axis { min-height: 1.4rem; color: var(--muted); }
.ends { display: flex; justify-content: space-between; }
.ends span:only-child { margin: 0 auto; }

details { margin-top: 0.6rem; }
summary { padding: 0.55rem 0; cursor: pointer; font-weight: 550; }
summary small { margin-left: 0.4rem; font-weight: 400; }
.diagram { border-top: 1px solid var(--line); margin: 0; }
.diagram:last-child { border-bottom: 1px solid var(--line); }
.diagram .scroll { margin-bottom: 0.85rem; padding: 0.75rem; }
.diagram svg.er {
  display: block; margin: 0 auto;
  --er-paper: var(--surface); --er-ink: var(--ink); --er-quiet: var(--muted); --er-edge: var(--line); --er-head: var(--calm-wash);
}
footer { margin-top: 3rem; padding-top: 0.85rem; border-top: 1px solid var(--line); font-size: 0.8125rem; }

@media (max-width: 40rem) {
  .top { padding-top: 1.75rem; }
  h1 { align-items: baseline; }
  .lane { grid-template-columns: 1fr; gap: 0.35rem; padding: 0.35rem 0 0.55rem; }
  .lane.axis > span { display: none; }
  th, td { padding: 0.5rem 0.7rem; }
}
@media print {
  :root { --ground: #fff; --surface: #fff; --ink: #000; --muted: #444; --line: #bbb; }
  body { max-width: none; padding: 0; font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .top { padding-top: 0; }
  .attention > li, .card, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
  .diagram svg.er { max-width: 100%; height: auto; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
