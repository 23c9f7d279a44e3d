/** Where in the user's code something was called. */
import { relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beginAtUsersLine } from '../kernel/users-line.ts'
import type { PlaceEntry } from './report.ts'

/** A place that is looked up only when somebody wants to read it. */
export type Spot = (root: string) => PlaceEntry | null

/** The line of the user from which this was called, through whatever is of gameday. */
export function spotHere(): Spot {
  const here = new Error('here')
  beginAtUsersLine(here)
  return root => placeIn(here.stack, root)
}

/** The first line of a stack; null where none is a user's, as then the stack is left whole. */
function placeIn(stack: unknown, root: string): PlaceEntry | null {
  if (typeof stack !== 'string') return null
  const first = stack.split('\n').find(line => /^\s+at /.test(line))
  if (first === undefined || first.includes('beginAtUsersLine')) return null
  const found = /(?:\(|at |async )((?:file:\/\/|[\\/]|[A-Za-z]:[\\/])[^()]*):(\d+):(\d+)\)?$/.exec(
    first,
  )
  if (found === null) return null
  const [, place, line, column] = found
  return { file: fromRoot(pathOf(place), root), line: Number(line), column: Number(column) }
}

/** The first line of a stack that is of no package: where a test failed. */
export function placeOfUser(stack: string | undefined, root: string): PlaceEntry | null {
  const lines = stack?.split('\n').filter(line => /^\s+at /.test(line)) ?? []
  const ofUser = lines.find(line => !/[\\/]node_modules[\\/]|[ (]node:/.test(line))
  return ofUser === undefined ? null : placeIn(ofUser, root)
}

/** A runner may have put a query behind a path, so that it is loaded anew. */
const pathOf = (place: string): string =>
  place.startsWith('file://') ? fileURLToPath(place) : place.replace(/\?.*$/, '')

/** A path as reports have it: from the folder in which the runner was started, with `/`. */
export const fromRoot = (path: string, root: string): string =>
  relative(root, resolve(root, path)).split(sep).join('/')
