/**
 * Whether a file that is named by what somebody else may have written lies where its reader stands:
 * to import a file is to run it, so nothing outside is, not even by a link.
 */
import { realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'

/** Where a name leads to. */
export type Place =
  | { readonly is: 'inside'; readonly path: string }
  | { readonly is: 'outside' }
  | { readonly is: 'missing' }

/**
 * Follows a name and every link in it.
 *
 * @param file relative to the folder
 * @returns the real path, if that is inside the real folder
 */
export function placeIn(folder: string, file: string): Place {
  try {
    const root = realpathSync(folder)
    const path = realpathSync(resolve(root, file))
    if (!statSync(path).isFile()) return { is: 'missing' }
    return isInside(relative(root, path)) ? { is: 'inside', path } : { is: 'outside' }
  } catch {
    return { is: 'missing' }
  }
}

const isInside = (way: string): boolean =>
  way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
