/** Names counterexamples: short, and the same for the same schedule of the same exploration. */
import { createHash } from 'node:crypto'
import type { ScheduleData } from './trial.ts'

const DIGITS = 8

/** The code of a schedule: `shop-3f2a9c1d`. @param name of the exploration */
export function codeOf(name: string, schedule: ScheduleData): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([name, schedule]))
    .digest('hex')
  return `${plain(name)}-${hash.slice(0, DIGITS)}`
}

/** Letters and digits that any file system takes. */
const plain = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase() || 'exploration'
