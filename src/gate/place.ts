/** Where in the user's code something was called. */
import { relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isStackLine, stackPlace } from '../kernel/stack-line.ts'
import { beginAtUsersLine } from '../kernel/users-line.ts'
import type { PlaceEntry } from './report.ts'

/** A place that is looked up only when somebody wants to read it. */
export type Spot = (root: string) => PlaceEntry | null

/** Every test that plays has some of these, and each line of a stack takes its time to write. */
const LINES = 25

/** The line of the user from which this was called, through whatever is of gameday. */
export function spotHere(): Spot {
  const here = new Error('here')
  beginAtUsersLine(here, LINES)
  return root => topOf(here.stack, root)
}

/** The first line of a stack; null where none is a user's, as then the stack is left whole. */
function topOf(stack: unknown, root: string): PlaceEntry | null {
  if (typeof stack !== 'string') return null
  const first = stack.split('\n').find(isStackLine)
  if (first === undefined || first.includes('beginAtUsersLine')) return null
  return entryOf(first, root)
}

/** The first line of a stack that is of no package: where a test failed. */
export function placeOfUser(stack: string | undefined, root: string): PlaceEntry | null {
  const lines = stack?.split('\n').filter(isStackLine) ?? []
  const ofUser = lines.find(line => !/[\\/]node_modules[\\/]|[ (]node:/.test(line))
  return ofUser === undefined ? null : entryOf(ofUser, root)
}

function entryOf(stackLine: string, root: string): PlaceEntry | null {
  const place = stackPlace(stackLine)
  return place === undefined ? null : { ...place, file: fromRoot(pathOf(place.file), root) }
}

/** A runner may have put a query behind a path, so that it is loaded anew. */
const pathOf = (place: string): string =>
  place.startsWith('file://') ? fileURLToPath(place) : place.replace(/\?.*$/, '')

/** A path as reports have it: from the folder in which the runner was started, with `/`. */
export const fromRoot = (path: string, root: string): string =>
  relative(root, resolve(root, path)).split(sep).join('/')
