/**
 * The script and the style of the page, each as one text. In the package this file is replaced by
 * the two texts (see tsdown.config.ts), so that nobody but us needs what makes them.
 */
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const bundled = (entry: string): string => {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(`browser/${entry}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'inline',
  })
  return outputFiles[0].text.trim()
}

/** What the page runs. */
export const script: string = bundled('main.ts')

/** How it looks. */
export const style: string = bundled('page.css')
