/**
 * The looks of a diagram: the reader's light or dark scheme, or what a page that holds the SVG sets in place of the
 * variables. No font is loaded; boxes have room for any monospaced one.
 */
export const style = `
svg.er {
  --er-paper: #ffffff; --er-ink: #1b1f24; --er-quiet: #5a6472; --er-edge: #b6bfca; --er-head: #e6eef7;
  --er-line: #7a8696; --er-pk: #9a5b00; --er-fk: #0b5cad; --er-uk: #2b6f3a; --er-private: #a3242f;
  background: var(--er-paper); font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  svg.er {
    --er-paper: #14181d; --er-ink: #e4e9ef; --er-quiet: #9aa6b4; --er-edge: #414b57; --er-head: #223041;
    --er-line: #8592a3; --er-pk: #e5ac53; --er-fk: #6fb1f5; --er-uk: #7fc58f; --er-private: #f28b93;
  }
}
.er text { fill: var(--er-ink); }
.er .er-paper { fill: var(--er-paper); }
.er .er-box { fill: var(--er-paper); stroke: var(--er-edge); }
.er .er-head { fill: var(--er-head); stroke: var(--er-edge); }
.er .er-title { font-size: 18px; font-weight: 700; }
.er .er-name { font-size: 13px; font-weight: 700; }
.er .er-quiet, .er .er-type { fill: var(--er-quiet); }
.er .er-type { text-anchor: end; }
.er .er-hidden { text-anchor: start; font-style: italic; }
.er .er-mark { font-size: 10px; font-weight: 700; }
.er .er-pk { fill: var(--er-pk); }
.er .er-fk { fill: var(--er-fk); }
.er .er-uk { fill: var(--er-uk); }
.er .er-private { fill: var(--er-private); font-size: 10px; font-weight: 700; }
.er .er-line { fill: none; stroke: var(--er-line); stroke-width: 1.3; }
.er .er-line circle { fill: var(--er-paper); }
@media print { svg.er { --er-paper: #ffffff; --er-ink: #000000; --er-edge: #808080; --er-line: #404040; } }
`;
