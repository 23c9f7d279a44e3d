/**
 * The report as one page, which needs no network: its script and its style are in it, and so is the
 * report, as JSON. Its policy allows nothing else, whatever names are in the report.
 */
import { type Assets, assets } from '../page/assets.ts'
import { sourceOf } from '../page/source-of.ts'
import type { Report } from '../report.ts'

/** The whole page. */
export const html = (report: Report): string => page(report, assets())

const page = (report: Report, { script, style }: Assets): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy({ script, style })}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>gameday report</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<noscript>This report is drawn by a script of its own: allow it to see what was played.</noscript>
<script type="application/json" id="report">${inScript(JSON.stringify(report))}</script>
<script>${script}</script>
</body>
</html>
`

/** One script and one style, those that stand here; of pictures the icon, which is empty. */
const policy = ({ script, style }: Assets): string =>
  [
    "default-src 'none'",
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

/** JSON in which nothing ends the element that it stands in, or a line of a script. */
const inScript = (json: string): string =>
  json.replace(
    /[<>&\u2028\u2029]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
