/** The page around the page: it shows the newest one, and says what is going on. */
import { sourceOf } from '../../gate/page/source-of.ts'

const style = `
  html, body { height: 100%; margin: 0; background: Canvas; color: CanvasText; }
  body { display: flex; flex-direction: column; font: 14px/1.4 system-ui, sans-serif; }
  p { margin: 0; padding: 0.4rem 0.8rem; border-bottom: 1px solid GrayText; }
  iframe { flex: 1; width: 100%; border: 0; }
  :root { color-scheme: light dark; }
`

const script = `
  const state = document.querySelector('p')
  const page = document.querySelector('iframe')
  const changes = new EventSource('/changes')
  changes.onmessage = ({ data }) => {
    const told = JSON.parse(data)
    state.textContent = told.text
    if (told.isNew) page.contentWindow.location.reload()
  }
  changes.onerror = () => { state.textContent = 'gameday watch has ended; this is its last page' }
`

/** What this page may do: ask its own server, and nobody else. */
export const framePolicy = [
  "default-src 'none'",
  `script-src ${sourceOf(script)}`,
  `style-src ${sourceOf(style)}`,
  "connect-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The page itself: nothing of what is played stands in it. */
export const frame = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>gameday watch</title>
<style>${style}</style>
<p role="status">playing…</p>
<iframe src="/page" title="Report"></iframe>
<script>${script}</script>
</html>
`
