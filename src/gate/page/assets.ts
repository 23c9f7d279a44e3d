/**
 * The script and the style of the page, each as one text. In the package this file is replaced by
 * the two texts (see tsdown.config.ts), so that nobody but us needs what makes them.
 */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type * as Esbuild from 'esbuild'

/** What the page runs, and how it looks. */
export type Assets = { readonly script: string; readonly style: string }

let made: Assets | undefined

/** Both, made when they are wanted first. */
export const assets = (): Assets =>
  (made ??= { script: bundled('main.ts'), style: bundled('page.css') })

const require = createRequire(import.meta.url)

function bundled(entry: string): string {
  const { buildSync } = require('esbuild') as typeof Esbuild
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
