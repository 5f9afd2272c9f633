/** The page's style: light and dark by the reader's setting, one column on a telephone, and on paper no shades. */
export const style = `
:root { color-scheme: light dark; --ink: #1b2430; --soft: #5b6672; --rule: #d9dfe6; --ground: #ffffff; --panel: #f6f8fa;
  --tone0: #0a66a8; --tone1: #bf4a04; --tone2: #0b7a5f; --tone3: #7a3fb0; --quiet: #8b96a3; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e4e9ef; --soft: #9aa7b4; --rule: #2e3843;
  --ground: #12171d; --panel: #1a2129; --tone0: #5eb1f2; --tone1: #f5924e; --tone2: #3fc79f; --tone3: #c39bf0;
  --quiet: #74808d; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 40px 28px 64px; max-width: 1120px; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
h1 { margin: 0 0 12px; font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 52px 0 12px; padding-top: 16px; border-top: 1px solid var(--rule); font-size: 21px; line-height: 1.3; }
h3 { margin: 0; font-size: 15px; line-height: 1.4; }
p, ul { margin: 0 0 14px; max-width: 76ch; }
ul { padding-left: 20px; }
a { color: var(--tone0); }
code { padding: 1px 5px; border-radius: 4px; background: var(--panel); font: 0.88em ui-monospace, "SF Mono", Menlo, monospace; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 20px; margin: 18px 0; font-size: 14px; }
dt { color: var(--soft); }
dd { margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 18px 0 0; padding: 0; list-style: none; max-width: none;
  font-size: 14px; }
.figure { display: grid; gap: 24px 40px; margin: 20px 0 28px; grid-template-columns: minmax(0, 1fr); }
.charts { display: grid; gap: 28px 40px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); }
.chart { margin: 0; min-width: 0; break-inside: avoid; }
@media (min-width: 900px) { .beside { grid-template-columns: minmax(0, 11fr) minmax(0, 9fr); align-items: start; } }
.axis { margin: 4px 0 2px; color: var(--soft); font-size: 12px; line-height: 1.4; }
.across { text-align: center; }
.drawing svg { display: block; overflow: visible; }
svg text { fill: var(--soft); font: 12px/1 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  font-variant-numeric: tabular-nums; }
svg .value { fill: var(--ink); }
.grid { stroke: var(--rule); stroke-width: 1; }
.reference { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 3; }
.line { stroke-width: 2; stroke-linecap: round; }
.line.ideal { stroke-width: 1.25; stroke-dasharray: 4 4; opacity: 0.75; }
.reach { stroke-width: 1.5; stroke: var(--ink); opacity: 0.65; }
.mark { stroke: var(--ground); stroke-width: 1.5; }
.line.tone0, .reach.tone0 { stroke: var(--tone0); } .mark.tone0, .bar.main, .mark.main { fill: var(--tone0); }
.line.tone1, .reach.tone1 { stroke: var(--tone1); } .mark.tone1, .bar.worse, .mark.worse { fill: var(--tone1); }
.line.tone2, .reach.tone2 { stroke: var(--tone2); } .mark.tone2, .bar.better, .mark.better { fill: var(--tone2); }
.line.tone3, .reach.tone3 { stroke: var(--tone3); } .mark.tone3 { fill: var(--tone3); }
.reach.worse { stroke: var(--tone1); } .reach.better { stroke: var(--tone2); }
.bar.quiet, .mark.quiet { fill: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 6px 0 0; padding: 0; list-style: none; font-size: 13px; }
.legend i { display: inline-block; width: 18px; height: 0; margin-right: 7px; border-top: 3px solid; vertical-align: middle; }
.legend .tone0 { color: var(--tone0); } .legend .tone1 { color: var(--tone1); }
.legend .tone2 { color: var(--tone2); } .legend .tone3 { color: var(--tone3); }
.legend .ideal { border-top: 2px dashed; color: var(--soft); }
.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { padding: 0 0 8px; color: var(--soft); font-size: 13px; text-align: left; }
th, td { padding: 5px 0 5px 14px; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: baseline; }
th:first-child, td:first-child { padding-left: 0; text-align: left; }
thead th { border-bottom: 1.5px solid var(--soft); font-weight: 600; }
tbody th { min-width: 8em; font-weight: 400; }
td { white-space: nowrap; }
@media (max-width: 560px) { body { padding: 24px 16px 40px; } h1 { font-size: 25px; } h2 { margin-top: 36px; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } }
@media print { body { padding: 0; max-width: none; font-size: 11pt; } nav { display: none; } h2 { break-after: avoid; }
  .table { overflow: visible; } td { white-space: normal; } tr { break-inside: avoid; } }
`;
