/** Where this package is, and which version: for worker threads, and for headers of results. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const manifest = require.resolve('gameday/package.json')

/** The folder of the package. */
const packageFolder = dirname(manifest)

/** A file that the package brings along, by its path in it. */
export const packageFile = (path: string): string => join(packageFolder, path)

/** Its version. */
export const version = String(
  (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: unknown }).version,
)

/** Whether this runs from the sources, and not from what is published. */
export const isFromSources = import.meta.url.endsWith('.ts')

/** A file of the package that runs by itself: the source, or what was built of it. */
export const ownFile = (source: string): string =>
  packageFile(isFromSources ? source : `dist/${source.replace(/\.ts$/, '.js')}`)
