/** Which gameday this is. */
import { readFileSync } from 'node:fs'

/** The version of the package that this file belongs to. */
export function version(): string {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const found = versionIn(new URL('package.json', folder))
    if (found !== undefined) return found
    if (folder.pathname === '/') return 'unknown'
  }
}

function versionIn(file: URL): string | undefined {
  try {
    const { name, version: written } = JSON.parse(readFileSync(file, 'utf8'))
    return name === 'gameday' ? written : undefined
  } catch {
    return undefined
  }
}
