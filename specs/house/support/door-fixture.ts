/** A small package of its own, to try on it what the house asks of the doors of this one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { namesOf, type PublicName } from './doors.ts'
import { root } from './files.ts'

/** The public names of `index.ts` in a package of these files, by path and text. */
export function namesIn(files: Readonly<Record<string, string>>): readonly PublicName[] {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'gameday-door-'))
  try {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
    return namesOf({ fixture: join(folder, 'index.ts') })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
